"""What companions write, by duty: title, text, what came of it. {desa} is the village."""

CATATAN = {
    1: [
        ("Sosialisasi PPID di balai desa", "ppid",
         "Menjelaskan tujuan PPID, tahapan MAD, dan bursa inovasi kepada perangkat desa, BPD, dan "
         "kader Posyandu Desa {desa}. Warga menanyakan apakah desa boleh memilih lebih dari satu "
         "inovasi.", "Desa siap mengirim enam wakil ke MAD I."),
        ("Sosialisasi P2KTD lewat arisan RT", "p2ktd",
         "Memanfaatkan arisan RT untuk menerangkan apa itu penyedia peningkatan kapasitas teknis "
         "dan kebutuhan apa saja yang bisa dibantu di Desa {desa}.",
         "Kelompok tani mencatat dua kebutuhan awal: pelatihan pupuk organik dan irigasi tetes."),
        ("Sosialisasi PPID dan P2KTD pada Musdes", "keduanya",
         "Menitip waktu 30 menit di Musdes untuk menerangkan pertukaran pengetahuan dan bantuan "
         "P2KTD. Bahan tayang dicetak karena listrik di Desa {desa} padam.",
         "Kepala desa meminta contoh inovasi air bersih untuk lahan tadah hujan."),
    ],
    2: [
        ("Menyiapkan wakil desa untuk MAD", "",
         "Bersama sekretaris desa menyusun daftar wakil Desa {desa}: kepala desa, BPD, dua tokoh "
         "masyarakat, dan dua perempuan.", "Daftar wakil diserahkan ke TPID."),
        ("Membahas kartu komitmen", "",
         "Mendampingi kepala desa dan ketua BPD Desa {desa} membandingkan tiga menu inovasi dan "
         "kemampuan anggarannya.", "Pilihan mengerucut pada bank sampah dan embung."),
    ],
    3: [
        ("Mengawal komitmen ke RKPDes", "",
         "Mencocokkan komitmen desa dengan rancangan RKPDes bersama tim penyusun Desa {desa}.",
         "Satu kegiatan masuk rancangan, menunggu pagu indikatif."),
    ],
    4: [
        ("Penggalian inovasi dari APBDes", "",
         "Membaca RKPDes dan APBDes tiga tahun terakhir di kantor Desa {desa}, lalu menanyai tiga "
         "penerima manfaat.", "Ditemukan satu kegiatan yang layak dilihat lebih jauh."),
        ("Kunjungan ke pelaku inovasi", "",
         "Melihat langsung kegiatan pengolahan hasil kebun milik kelompok perempuan Desa {desa}.",
         "Biaya dan langkah kerja dicatat, foto diambil dengan izin."),
    ],
    5: [
        ("Pengambilan foto dan wawancara", "",
         "Mewawancarai ketua kelompok dan mengambil foto langkah demi langkah di Desa {desa}.",
         "Bahan dokumen pembelajaran terkumpul, tinggal data hasil."),
    ],
    6: [
        ("Pendataan kebutuhan P2KTD", "",
         "Mengisi daftar kebutuhan kapasitas bersama TPK dan kader Desa {desa}.",
         "Kebutuhan utama: pendampingan pembukuan BUMDes."),
    ],
    7: [
        ("Persiapan Musdes pertanggungjawaban", "",
         "Bersama BPD Desa {desa} menyusun undangan dan bahan pertanggungjawaban P2KTD.",
         "Tanggal Musdes disepakati."),
    ],
}  # fmt: skip

MASALAH = [
    ("Sinyal hilang sejak siang.", "Catatan ditulis dulu di buku, diketik setelah tiba di kota."),
    ("Sebagian undangan tidak hadir karena panen.", "Pertemuan susulan dijadwalkan malam hari."),
    ("Data APBDes tahun lalu belum lengkap.", "Meminta salinan kepada kaur keuangan."),
    ("", ""),
    ("", ""),
]
CATATAN_KEMBALI = [
    ("peserta", "tidak_benar", "Jumlah peserta berbeda dengan daftar hadir di foto."),
    ("hasil", "tidak_lengkap", "Tuliskan apa yang disepakati desa."),
    ("uraian", "tidak_lengkap", "Sebutkan siapa saja yang ditemui."),
]
