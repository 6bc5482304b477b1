"""The requirements with which an announcement begins: Balangan's lists of 2018 (domain.md 3.8)."""

from p2ktd.choices import KelompokSyarat as K

# group, text, weight
SYARAT = [
    (K.UMUM, "Berbadan hukum yang sah", 2),
    (K.UMUM, "Terdaftar pada instansi terkait", 1),
    (K.UMUM, "Memiliki kantor yang dapat dihubungi", 1),
    (K.UMUM, "Memiliki pengurus yang aktif", 1),
    (K.UMUM, "Memiliki tenaga pelaksana", 2),
    (K.UMUM, "Memiliki tenaga ahli teknis", 3),
    (K.KHUSUS, "Profil lembaga", 2),
    (K.KHUSUS, "Akta pendirian", 1),
    (K.KHUSUS, "Surat keterangan terdaftar", 1),
    (K.KHUSUS, "Surat keterangan tidak masuk daftar organisasi terlarang", 1),
    (K.KHUSUS, "Surat pernyataan bersedia menjadi P2KTD", 1),
]
