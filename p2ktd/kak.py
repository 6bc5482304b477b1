"""The words with which a KAK begins; the TPID makes them fit."""

from ppid.lib.tags import rupiah


def kak_of(kebutuhan):
    """The text fields of a new Pekerjaan."""
    k, desa = kebutuhan, kebutuhan.desa
    hari = f"{k.lama_hari} hari" if k.lama_hari else "Lamanya disepakati dengan penyedia"
    ikrar = f" untuk mewujudkan komitmen “{k.komitmen}”" if k.komitmen else ""
    return {
        "latar_belakang": f"{k.masalah}\n\n{desa.berjenis} membutuhkan bantuan teknis{ikrar}.",
        "maksud_tujuan": f"Meningkatkan kapasitas teknis desa. Hasil yang diharapkan: {k.hasil}",
        "lingkup": f"{k.get_layanan_display()}: {k.judul}. Sasaran: {k.sasaran or 'warga desa'}, "
        f"{k.sasaran_l} laki-laki dan {k.sasaran_p} perempuan.",
        "metode": "Penyampaian materi, praktik langsung, dan pendampingan di desa.",
        "waktu": f"{hari}, sejak tanggal mulai pada SPK.",
        "ahli": k.keahlian,
        "pelaporan": "Laporan pendahuluan, laporan kemajuan, dan laporan akhir; "
        "dipertanggungjawabkan dalam Musdes sebelum dibayar.",
        "pembiayaan": f"{k.get_sumber_display()}, alokasi {rupiah(k.alokasi)}.",
    }
