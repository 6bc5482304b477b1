"""The rules of the years that are known, as data: the cap per village and the posts of the DOK
(domain.md 3.12). A year that is not here has no cap and no posts until somebody writes them."""

BATAS_DESA = {2018: (6_000_000, "Petunjuk teknis PID 2018: paling banyak Rp6.000.000 per desa")}

# kode, nama, persen, kode of the post above
POS_2018 = [
    ("bursa", "Bursa Inovasi Desa", 10, ""),
    ("pengetahuan", "Pengelolaan pengetahuan", 50, ""),
    ("dokumentasi", "Dokumentasi", 25, "pengetahuan"),
    ("pelatihan", "Pelatihan TPID di kabupaten", 10, "pengetahuan"),
    ("replikasi", "Replikasi", 15, "pengetahuan"),
    ("operasional", "Operasional TPID", 15, ""),
    ("mad", "MAD dan rapat", 3, "operasional"),
    ("monev", "Monitoring dan evaluasi", 5, "operasional"),
    ("administrasi", "Administrasi dan pelaporan TPID", 7, "operasional"),
    ("p2ktd", "P2KTD", 25, ""),
]
POS = {2018: POS_2018}
