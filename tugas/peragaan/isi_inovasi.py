"""What the cards, innovations and documents of the demonstration say; all of it is made up."""

# title, bidang, the need, text, running since, how far it came
IDE = [
    ("Tandon air hujan untuk musim kemarau", "infrastruktur",
     "Sumur kering setiap Agustus sampai Oktober.",
     "Atap balai dusun menampung hujan ke tandon yang dipakai bersama.", None, "diisi"),
    ("Pakan kambing dari daun gamal yang difermentasi", "pel",
     "Rumput habis saat kemarau.", "Dicoba dua peternak di dusun Krajan.", 2024, "direkap"),
    ("Sekolah bermain di serambi masjid", "sdm",
     "Anak usia dini belum punya tempat bermain.", "Berjalan tiga kali seminggu.", 2023,
     "inovatif"),
    ("Kerja bakti setiap Jumat", "infrastruktur", "Saluran sering tersumbat.",
     "Warga membersihkan saluran.", 2010, "bukan"),
    ("Warung BUMDes untuk hasil kebun", "pel", "Harga jatuh saat panen raya.",
     "BUMDes membeli dan menyimpan sementara.", None, "direkap"),
]  # fmt: skip

_UMUM = {
    "tipologi": "semua",
    "sudah_berjalan": True,
    "sumber_dana": "dd",
    "kode_apbdes": "Bidang pemberdayaan, baris 3",
    "keberlanjutan": "Diatur keputusan kepala desa; pengurus dipilih tiap dua tahun.",
}


def _isi(bidang, sub, ringkasan, masalah, kebaruan, mulai, biaya, hasil, **lain):
    return _UMUM | {
        "bidang": bidang, "sub_bidang": sub, "ringkasan": ringkasan, "masalah": masalah,
        "kebaruan": kebaruan, "tahun_mulai": mulai, "biaya": biaya, "hasil": hasil,
        "penerima_l": 46, "penerima_p": 63, "penerima_rentan": 18,
    } | lain  # fmt: skip


# title, the last step it took, the form
INOVASI = [
    ("Bank sampah dusun dengan buku tabungan sekolah", "publish", _isi(
        "infrastruktur", "sampah",
        "Sampah terpilah ditabung per keluarga dan dicairkan menjelang tahun ajaran baru.",
        "Sampah dibakar di pekarangan dan menyumbat saluran irigasi.",
        "Tabungan dicairkan bersamaan dengan kebutuhan sekolah, jadi warga bertahan menabung.",
        2023, 18_500_000, "Sampah terpilah naik dan saluran tidak lagi tersumbat.",
        hasil_satuan="kg per bulan", hasil_sebelum=35, hasil_sesudah=620)),
    ("Irigasi tetes dari botol bekas untuk kebun cabai", "validate", _isi(
        "pel", "pertanian",
        "Botol bekas menetesi tanaman cabai sehingga satu tandon cukup untuk seribu batang.",
        "Kebun cabai di lahan tadah hujan gagal saat kemarau.",
        "Memakai botol dan sumbu kain, tanpa pipa.", 2024, 6_200_000,
        "Petani tetap panen pada musim kemarau.", tipologi="lahan_kering",
        hasil_satuan="kg per petak", hasil_sebelum=40, hasil_sesudah=115)),
    ("Kelas ibu balita dengan kebun gizi", "package", _isi(
        "sdm", "kesehatan", "Kelas bulanan posyandu yang memasak dari kebun sendiri.",
        "Balita kurang gizi bertambah.", "Bahan diambil dari kebun posyandu.", 2024, 9_000_000,
        "Balita kurang gizi berkurang.", hasil_satuan="anak", hasil_sebelum=14, hasil_sesudah=5)),
    ("Perpustakaan gerobak keliling dusun", "start", _isi(
        "sdm", "literasi", "Gerobak buku singgah di tiap dusun seminggu sekali.",
        "Anak tidak punya bacaan selain buku sekolah.", "Buku datang ke anak.", 2024, 7_500_000,
        "Peminjam bertambah.", hasil_satuan="peminjam", hasil_sebelum=0, hasil_sesudah=88)),
    ("Biogas dapur umum pasar desa", "tik", _isi(
        "infrastruktur", "energi", "Sampah sayur pasar menjadi gas untuk dapur umum.",
        "Sampah sayur membusuk di pasar.", "Dikelola pedagang, bukan rumah tangga.", 2025,
        32_000_000, "Pembelian gas berkurang.", hasil_satuan="tabung per bulan",
        hasil_sebelum=24, hasil_sesudah=9)),
    ("Arisan ternak bergulir", "tpid", _isi(
        "pel", "peternakan", "Anak kambing pertama digulirkan ke anggota berikutnya.",
        "Buruh tani tidak punya modal.", "Digulirkan lewat arisan RT.", 2024, 15_000_000,
        "Keluarga yang memelihara bertambah.", hasil_satuan="keluarga", hasil_sebelum=6,
        hasil_sesudah=31)),
    ("Bank sampah sekolah dasar", "submit", _isi(
        "infrastruktur", "sampah", "Murid menabung sampah kertas dan botol.",
        "Sampah sekolah dibakar.", "Dijalankan murid kelas lima.", 2025, 3_000_000,
        "Sekolah punya kas kebersihan.", hasil_satuan="kg per bulan", hasil_sebelum=0,
        hasil_sesudah=42)),
    ("Posko konseling remaja di balai dusun", "send_back", _isi(
        "sdm", "keluarga", "Kader sebaya membuka posko dua kali seminggu.",
        "Pernikahan di bawah umur.", "Kadernya remaja sendiri.", 2025, 5_000_000,
        "Remaja mulai datang.")),
    ("Pasar tani Minggu pagi", "reject", _isi(
        "pel", "pasar", "Petani menjual langsung di lapangan desa.", "Harga ditekan tengkulak.",
        "Tanpa perantara.", 2026, 4_000_000, "Baru dicoba sekali.")),
    ("Pupuk cair dari limbah tahu", "draf", _isi(
        "pel", "pertanian", "", "Limbah tahu mencemari kali.", "", 2025, 2_500_000, "")),
]  # fmt: skip

DOKUMEN = {
    "teks": {
        "latar_belakang": "Sampai tiga tahun lalu sampah dibakar di pekarangan atau dibuang ke "
        "saluran. Setiap musim hujan saluran irigasi tersumbat dan dua dusun tergenang. Kerja "
        "bakti dilakukan berulang, tetapi sampah kembali dalam beberapa minggu.\n\nDesa pernah "
        "menyediakan tong sampah, namun tidak ada yang mengangkut.",
        "gagasan": "Gagasan muncul dari kader posyandu yang mencatat bahwa keluarga paling "
        "kesulitan uang pada bulan Juni, saat tahun ajaran baru. Bersama kepala dusun mereka "
        "mengusulkan tabungan sampah yang hanya dapat dicairkan pada bulan itu.\n\nKarang taruna "
        "menimbang dan mengangkut, BUMDes menjual, kader mencatat.",
        "peran_perempuan": "Delapan dari sebelas pengurus adalah perempuan. Jadwal timbang "
        "disepakati agar tidak bersamaan dengan jam memasak dan pengajian.",
        "manfaat": "Sampah yang dibuang ke saluran berkurang, dan pada dua musim hujan terakhir "
        "tidak ada genangan. Keluarga menerima rata-rata Rp310.000 menjelang tahun ajaran baru.",
        "tantangan": "Harga plastik turun pada tahun pertama sehingga tabungan terasa kecil. "
        "Pengurus menjawabnya dengan menjual langsung ke pabrik bersama desa tetangga.\n\n"
        "Timbangan rusak dua kali; sekarang ada dana perawatan dari potongan lima persen.",
        "pembelajaran": "Warga bertahan menabung karena tahu kapan uangnya kembali dan untuk apa. "
        "Buku tabungan yang dipegang sendiri lebih dipercaya daripada catatan di kantor.",
        "syarat_replikasi": "Ada pengepul dalam jarak 15 kilometer, tempat simpan yang kering "
        "seluas 12 meter persegi, dan sedikitnya tiga orang yang mau mencatat tiap minggu.",
        "keberlanjutan": "Keputusan kepala desa menetapkan pengurus. Biaya rutin ditutup potongan "
        "lima persen; Dana Desa hanya dipakai pada tahun pertama.",
    },
    "langkah": [
        {"langkah": "Musyawarah dusun: sepakati jenis sampah, jadwal, dan kapan dicairkan.",
         "waktu": "Minggu ke-1", "pelaku": "Kepala dusun, kader posyandu", "biaya": 350_000},
        {"langkah": "Cari pengepul dan tanyakan harga tiap jenis.", "waktu": "Minggu ke-2",
         "pelaku": "BUMDes", "biaya": None},
        {"langkah": "Siapkan tempat simpan, timbangan, karung, dan buku tabungan.",
         "waktu": "Minggu ke-3", "pelaku": "Tim pelaksana kegiatan", "biaya": 14_500_000},
        {"langkah": "Latih pencatat dan penimbang, satu orang dari tiap RT.",
         "waktu": "Minggu ke-4", "pelaku": "Kader dan karang taruna", "biaya": 1_200_000},
        {"langkah": "Buka hari timbang pertama; setiap keluarga membawa buku.",
         "waktu": "Bulan ke-2", "pelaku": "Pengurus", "biaya": 450_000},
        {"langkah": "Jual tiap bulan, umumkan harga dan hasilnya di papan dusun.",
         "waktu": "Setiap bulan", "pelaku": "BUMDes", "biaya": 2_000_000},
        {"langkah": "Cairkan menjelang tahun ajaran baru, di balai dusun dan terbuka.",
         "waktu": "Juni", "pelaku": "Pengurus dan kepala dusun", "biaya": None},
    ],
    "pembiayaan": [
        {"sumber": "dd", "jumlah": 15_000_000, "kode_apbdes": "2.3.04"},
        {"sumber": "swadaya", "jumlah": 2_300_000, "kode_apbdes": ""},
        {"sumber": "bumdes", "jumlah": 1_200_000, "kode_apbdes": ""},
    ],
    "hasil": [
        {"ukuran": "Sampah terpilah", "satuan": "kg per bulan", "sebelum": 35, "sesudah": 620},
        {"ukuran": "Keluarga menabung", "satuan": "keluarga", "sebelum": 0, "sesudah": 109},
        {"ukuran": "Saluran tersumbat", "satuan": "kali per musim hujan", "sebelum": 9,
         "sesudah": 1},
    ],
    "foto": [
        "Hari timbang di halaman balai dusun.",
        "Karung terpilah menunggu diangkut.",
        "Buku tabungan dipegang tiap keluarga.",
        "Papan harga diperbarui tiap bulan.",
        "Rapat pengurus (belum semua yang tampak menyetujui).",
    ],
}  # fmt: skip


def short(inovasi):
    """A shorter document, from what the identification says."""
    third = (inovasi.biaya or 0) // 3
    return {
        "teks": {
            "latar_belakang": f"{inovasi.masalah} Hal ini dibahas dalam Musdes dua kali.",
            "gagasan": f"{inovasi.kebaruan} Dimulai oleh {inovasi.pelaku} bersama kelompoknya.",
            "pembelajaran": "Mulai kecil, catat hasilnya, lalu ajak kelompok lain melihat.",
            "syarat_replikasi": "Ada kelompok yang mau mencatat dan tempat untuk mencoba.",
        },
        "langkah": [
            {"langkah": "Sepakati tempat dan penanggung jawabnya dalam rapat dusun.",
             "waktu": "Minggu ke-1", "pelaku": "Kepala dusun", "biaya": None},
            {"langkah": "Siapkan alat dan bahan bersama kelompok.", "waktu": "Minggu ke-2",
             "pelaku": "Kelompok", "biaya": 2 * third},
            {"langkah": "Coba di satu tempat selama tiga bulan, catat hasilnya tiap minggu.",
             "waktu": "Bulan ke-2 sampai ke-4", "pelaku": "Kelompok, PLD", "biaya": third},
        ],
        "pembiayaan": [{"sumber": "dd", "jumlah": inovasi.biaya, "kode_apbdes": "2.1.02"}],
        "hasil": [
            {"ukuran": "Hasil utama", "satuan": inovasi.hasil_satuan,
             "sebelum": inovasi.hasil_sebelum, "sesudah": inovasi.hasil_sesudah},
        ],
        "foto": ["Tempat uji coba pertama.", "Anggota kelompok menyiapkan alat."],
    }  # fmt: skip
