"""Figures that the programme published, as they were printed, beside what their own parts say
(domain.md 5). Where a source contradicts itself or another one, both figures are told."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Angka:
    """One published figure. `kunci` names the item of our line that counts the same."""

    kunci: str
    kata: str
    jumlah: int
    persen: int | None = None
    lain: str = ""  # the contradicting figure, as a whole sentence


@dataclass(frozen=True)
class Terbitan:
    tahun: int
    hari: date
    judul: str
    sumber: str
    sasaran: str  # how many there were of what is counted, as it was said then
    angka: tuple

    def of(self, kunci):
        return next((a for a in self.angka if a.kunci == kunci), None)


KN_PID = Terbitan(
    tahun=2018,
    hari=date(2018, 11, 26),
    judul="Kemajuan PID menurut KN-PID",
    sumber="DPMPD Kalimantan Timur, “328 kabupaten se-Indonesia sudah laksanakan BID” [S32]",
    sasaran="Pada 2018 program menyebut 434 kabupaten, 6.447 kecamatan, 74.910 desa [S62b][S94].",
    angka=(
        Angka("tik", "TIK terbentuk (SK)", 434, 100),
        Angka("tik_mou", "MoU TIK", 434, 100),
        Angka(
            "tpid", "TPID terbentuk (SK)", 6_291, 98,
            "Jumlah kecamatan 2018 disebut 6.447 dan 6.453 [S64]; dengan keduanya bagiannya 97,5%, "
            "dibulatkan sumber menjadi 98%.",
        ),
        Angka("tpid_mou", "MoU TPID", 6_291, 98),
        Angka(
            "kab_bursa", "BID dilaksanakan", 328, 76,
            "Sampai akhir tahun disebut 428 kabupaten [S31], tetapi juga 426 dari sasaran 438 "
            "[S70].",
        ),
        Angka("bursa_l", "Peserta BID laki-laki", 52_478),
        Angka(
            "bursa_p", "Peserta BID perempuan", 17_417, None,
            "Sampai akhir tahun disebut 208.788 peserta: 136.522 laki-laki dan 47.657 perempuan "
            "“30%” [S70]. Penjumlahannya 184.179 dan perempuan 25,9%: tidak cocok.",
        ),
        Angka("desa_bursa", "Desa hadir di BID", 50_546),
        Angka(
            "kartu", "Kartu komitmen", 17_417, None,
            "Angka ini sama dengan jumlah peserta perempuan di baris yang sama, mungkin salah "
            "cetak. Sumber lain menyebut 75.953 kartu sampai 31 Desember 2018 [S70].",
        ),
        Angka("ide", "Kartu ide", 9_554, None, "Sampai 31 Desember 2018: 44.073 [S70]."),
    ),
)  # fmt: skip
TERBITAN = {KN_PID.tahun: KN_PID}


def published(place, tahun):
    """What was published of the whole country in this year; None where nothing is known."""
    return TERBITAN.get(tahun) if place.tingkat == "nasional" else None
