"""Invented names, the same at every run. None of them is meant to be a real person."""

from random import Random

LAKI = """Agus Bambang Budi Darmaji Eko Fajar Gatot Hadi Hariyanto Imam Joko Kasdi Kuswanto Lukman
Mulyono Nanang Paijan Parto Rudi Samsul Slamet Sugeng Sukirman Suparman Sutrisno Teguh Wahyu
Warsito Widodo Yudi"""
PEREMPUAN = """Anik Astutik Dewi Endang Erna Fatimah Hartini Ida Indah Jumiati Kartika Lilis
Maryati Mujiati Nur Pujiati Ratna Rini Rohmah Sari Siti Sri Sulastri Sumiati Sundari Titik Umi
Wahyuni Winarti Yuliana"""
BELAKANG = """Aminoto Anggraeni Basuki Cahyono Darmawan Effendi Fitriani Gunawan Handayani
Hidayat Irawan Iswanto Kurniasih Kusuma Lestari Mahmudi Maulana Muslimah Nugroho Prasetyo Purnomo
Puspita Rahayu Santoso Setiawan Subekti Suryani Utami Wibowo Wijaya"""


class Names:
    """Hands out names, none of them twice."""

    def __init__(self, seed):
        self.random, self.given = Random(seed), set()  # noqa: S311 -- no secret is drawn

    def next(self, jenis_kelamin):
        """A new name for L or P."""
        while True:
            first = self.random.choice((PEREMPUAN if jenis_kelamin == "P" else LAKI).split())
            name = f"{first} {self.random.choice(BELAKANG.split())}"
            if name not in self.given:
                self.given.add(name)
                return name

    def pair(self):
        """(name, L or P)."""
        jenis_kelamin = self.random.choice("LP")
        return self.next(jenis_kelamin), jenis_kelamin
