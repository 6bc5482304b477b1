"""The bursa of Kabupaten Sidoarjo in 2018 as the news told of it: 148 promises by bidang, and what
the APBDes of 2019 gave them. Villages, items and names are made up; the sums are not."""

from datetime import date, timedelta
from random import Random

from uuid6 import uuid7

from desa.actions import orang as orang_actions
from desa.choices import Jabatan, Peran
from desa.models import Wilayah
from inovasi.actions import bursa as bursa_actions
from inovasi.actions import komitmen as actions
from inovasi.actions import perencanaan
from inovasi.choices import Bidang, DokumenDesa
from inovasi.models import Bursa, MenuInovasi
from tugas.peragaan.orang import SEJAK, SIDOARJO
from tugas.peragaan.waktu import at

NAMA = "Bursa Inovasi Desa Kabupaten Sidoarjo 2018"
HARI = date(2018, 10, 24)
PER_BIDANG = {Bidang.INFRASTRUKTUR: 58, Bidang.PEL: 51, Bidang.SDM: 39}
RUPIAH = 13_500_000_000  # in the APBDes of 2019
BESAR = {Bidang.INFRASTRUKTUR: 5, Bidang.PEL: 3, Bidang.SDM: 1}  # how dear beside each other
BULAT = 500_000


def is_there():
    return Bursa.objects.filter(nama=NAMA).exists()


def fair_of_2018(names):
    """148 cards, each signed, each with its line in an APBDes that its TPID verified."""
    kecamatan = Wilayah.objects.filter(induk=SIDOARJO).order_by("pk")
    tik = _person(names, "tik-sidoarjo", Peran.TIK, Jabatan.POKJA_PPID, SIDOARJO, 0)
    teams = {w.pk: _team(names, w, 1 + 2 * n) for n, w in enumerate(kecamatan)}
    bursa = _held(tik)
    cards = [bidang for bidang, count in PER_BIDANG.items() for _ in range(count)]
    Random(2018).shuffle(cards)  # noqa: S311 -- no secret is drawn
    villages = _spread(bursa, len(cards))
    rows = list(zip(villages, cards, amounts(cards), strict=True))
    for n, (desa, bidang, rupiah) in enumerate(rows):
        with at(HARI, 9 + n // 40, n % 40):
            made = _promised(tik, names, bursa, desa, bidang, rupiah, n)
        _budgeted(made, *teams[desa.kecamatan], rupiah)
    with at(HARI, 15):
        bursa_actions.close(bursa, by=tik)


def amounts(cards):
    """What each got, in round sums that make exactly RUPIAH."""
    random = Random(2018)  # noqa: S311 -- no secret is drawn
    weights = [BESAR[bidang] * random.uniform(0.6, 1.4) for bidang in cards]
    found = [int(RUPIAH * w / sum(weights)) // BULAT * BULAT for w in weights]
    found[0] += RUPIAH - sum(found)
    return found


def _person(names, username, peran, jabatan, kode, n):
    with at(SEJAK):
        orang, _ = orang_actions.create_person(
            by=None, username=username, nama=names.next("LP"[n % 2]),
            telepon=f"+62813000000{n:02}",
            penugasan={
                "peran": peran, "jabatan": jabatan, "mulai": SEJAK,
                "wilayah": [Wilayah.objects.get(pk=kode)],
            },
        )  # fmt: skip
    return orang


def _team(names, kecamatan, n):
    """(who enters the lines of a kecamatan, who verifies them)."""
    tail = kecamatan.pk.replace(".", "")
    return (
        _person(names, f"pd-{tail}", Peran.PD, "", kecamatan.pk, n),
        _person(names, f"vr-{tail}", Peran.TPID, Jabatan.VERIFIKATOR, kecamatan.pk, n + 1),
    )


def _held(tik):
    with at(HARI - timedelta(days=20), 9):
        bursa = bursa_actions.create(
            by=tik, wilayah=Wilayah.objects.get(pk=SIDOARJO), nama=NAMA, tahun=2018,
            tanggal=HARI, tingkat="kabupaten", lokasi="Pendopo Kabupaten Sidoarjo",
        )  # fmt: skip
    with at(HARI, 8):
        bursa_actions.open(bursa, by=tik)
    return bursa


def _spread(bursa, count):
    """So many of the invited villages, evenly over the kabupaten."""
    invited = [u.desa for u in bursa.undangan.select_related("desa").order_by("desa")]
    return [invited[n * len(invited) // count] for n in range(count)]


def _promised(tik, names, bursa, desa, bidang, rupiah, n):
    old = MenuInovasi.objects.published().filter(bidang=bidang, inovasi=None)
    menu = list(old.order_by("pk"))
    kades, bpd = names.next("L"), names.next("P")
    made = actions.enter(
        by=tik, id=uuid7(), desa=desa, bursa=bursa, bidang=bidang, menu=menu[n % len(menu)],
        nama_kegiatan=menu[n % len(menu)].judul, perkiraan_biaya=rupiah * 10 // 9 // BULAT * BULAT,
        tahun=2018, tahun_anggaran=2019, kades_nama=kades, kades_ttd=HARI, bpd_nama=bpd,
        bpd_ttd=HARI,
    )  # fmt: skip
    bursa_actions.came(bursa, desa)
    return made


def _budgeted(made, pd, verifikator, rupiah):
    """The bursa came after the RKPDes, so each went into the APBDes at once."""
    day = date(2018, 12, 27)
    with at(day, 10):
        line = perencanaan.add_line(
            by=pd, id=uuid7(), desa=made.desa, komitmen=made, tahun=2019, tanggal=day,
            dokumen=DokumenDesa.APBDES, nomor="6 Tahun 2018", kode_kegiatan="2.3.14",
            uraian=made.nama_kegiatan, anggaran=rupiah,
        )  # fmt: skip
    with at(day + timedelta(days=5), 10):
        perencanaan.verify(line, by=verifikator)
