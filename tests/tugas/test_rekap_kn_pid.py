"""The progress line that KN-PID told on 26 November 2018 [S32]: rebuilt from as many teams, bursa,
guests and cards, with the figures that contradict each other side by side."""

import pytest
from django.urls import reverse

from desa.choices import JenisTim, Peran
from desa.models import Tim, Wilayah
from inovasi.choices import Bidang, StatusBursa
from inovasi.models import Bursa, KartuIde, UndanganDesa
from tests import factories
from tugas.actions import kemajuan
from tugas.rekap.baris import items_of, line_of, lines_below, targets_of
from tugas.rekap.terbitan import KN_PID, published

TAHUN = 2018
KABUPATEN, KECAMATAN, BID = 434, 6_447, 328
TPID, DESA_HADIR, IDE = 6_291, 50_546, 9_554
LAKI, PEREMPUAN = 52_478, 17_417


def spread(total, parts):
    """`total` as `parts` whole numbers that differ by one at most."""
    small, more = divmod(total, parts)
    return [small + (n < more) for n in range(parts)]


def place(kode, tingkat, induk, desa=0):
    return Wilayah(
        kode=kode, nama=f"Wilayah {kode}", tingkat=tingkat, induk_id=induk, jumlah_desa=desa,
        jenis=2 if tingkat == "desa" else 0, cari=f"{kode}|",
    )  # fmt: skip


def country():
    """A country of 434 kabupaten, 6,447 kecamatan and 74,910 villages, of which those exist that
    came to a bursa. Returns the codes of kabupaten, kecamatan and villages."""
    nation = factories.wilayah("00")
    Wilayah.objects.filter(pk="00").update(jumlah_desa=74_910)
    above = [f"{n}" for n in range(11, 11 + 9)]
    kabupaten = [f"{above[n % 9]}.{n // 9 + 1:02}" for n in range(KABUPATEN)]
    kecamatan = [
        f"{kab}.{n:02}"
        for kab, many in zip(kabupaten, spread(KECAMATAN, KABUPATEN), strict=True)
        for n in range(1, many + 1)
    ]
    hosts = kabupaten[:BID]
    inside = {kab: [k for k in kecamatan if k.startswith(kab)] for kab in hosts}
    desa = [
        f"{inside[kab][n % len(inside[kab])]}.{2001 + n // len(inside[kab])}"
        for kab, many in zip(hosts, spread(DESA_HADIR, BID), strict=True)
        for n in range(many)
    ]
    rows = [place(p, "provinsi", nation.pk, 8_000) for p in above]
    rows += [place(k, "kabupaten", k[:2], 170) for k in kabupaten]
    rows += [place(k, "kecamatan", k[:5], 11) for k in kecamatan]
    rows += [place(k, "desa", k[:8]) for k in desa]
    Wilayah.objects.bulk_create(rows, batch_size=2000)
    return kabupaten, kecamatan, desa


def teams(jenis, places, by):
    return [
        Tim(
            jenis=jenis, wilayah_id=kode, tahun=TAHUN, no_sk="188/2018",
            tanggal_sk="2018-08-01", no_mou="1/MoU/2018", created_by=by,
        )
        for kode in places
    ]  # fmt: skip


def held(kabupaten, desa, by):
    fairs = Bursa.objects.bulk_create(
        Bursa(
            nama="BID", tahun=TAHUN, tingkat="kabupaten", wilayah_id=kode, tanggal="2018-11-20",
            status=StatusBursa.SELESAI, created_by=by,
        )
        for kode in kabupaten[:BID]
    )  # fmt: skip
    of = {fair.wilayah_id: fair for fair in fairs}
    people = zip(desa, spread(LAKI, len(desa)), spread(PEREMPUAN, len(desa)), strict=True)
    UndanganDesa.objects.bulk_create(
        (
            UndanganDesa(bursa=of[kode[:5]], desa_id=kode, hadir=True, laki=men, perempuan=women)
            for kode, men, women in people
        ),
        batch_size=2000,
    )


def ideas(desa, by):
    KartuIde.objects.bulk_create(
        (
            KartuIde(
                desa_id=kode, tahun=TAHUN, nomor=1, tanggal="2018-11-20", pengusul="Kepala desa",
                jabatan="kepala_desa", judul="Ide", judul_rapat="ide", created_by=by,
                bidang=Bidang.values[n % 3],
            )
            for n, kode in enumerate(desa[:IDE])
        ),
        batch_size=1000,
    )  # fmt: skip


@pytest.fixture
def november_2018(db):
    by = factories.user()
    kabupaten, kecamatan, desa = country()
    Tim.objects.bulk_create(
        [*teams(JenisTim.TIK, kabupaten, by), *teams(JenisTim.TPID, kecamatan[:TPID], by)],
        batch_size=1000,
    )
    held(kabupaten, desa, by)
    ideas(desa, by)
    kemajuan.rebuild()
    return factories.wilayah("00")


def test_the_line_of_26_november_2018(november_2018, login, django_assert_max_num_queries):
    nation = november_2018
    items = {b.kunci: b for b in items_of(line_of(nation, TAHUN), targets_of(nation))}

    for told in KN_PID.angka:
        if told.kunci != "kartu":  # what the source says of it cannot be true
            assert items[told.kunci].jumlah == told.jumlah, told.kata
    shares = {k: round(items[k].persen) for k in ("tik", "tik_mou", "tpid", "tpid_mou")}
    assert shares == {"tik": 100, "tik_mou": 100, "tpid": 98, "tpid_mou": 98}
    assert round(items["kab_bursa"].persen) == 76
    parts = lines_below(nation, TAHUN)
    for name in ("tik", "tpid", "tpid_mou", "kab_bursa", "bursa_l", "bursa_p", "desa_bursa", "ide"):
        assert sum(getattr(p, name) for p in parts) == items[name].jumlah

    client = login(factories.user(Peran.PEMANTAU, "00"))
    with django_assert_max_num_queries(15):
        page = client.get(reverse("tugas:recap", args=["00"]), {"tahun": TAHUN}).text
    for text in ("434", "6.291", "328", "52.478", "17.417", "50.546", "9.554"):
        assert text in page


def test_where_the_source_contradicts_itself_both_figures_are_told(login):
    factories.wilayah("00")
    client = login(factories.user(Peran.PEMANTAU, "00"))
    page = client.get(reverse("tugas:recap", args=["00"]), {"tahun": TAHUN}).text
    for both in (
        ("17.417", "sama dengan jumlah peserta perempuan"), ("17.417", "75.953"),
        ("328", "428 kabupaten"), ("208.788", "184.179"), ("6.447", "6.453"),
        ("6.447 kecamatan", "74.910 desa"),
    ):  # fmt: skip
        assert all(text in page for text in both)
    assert KN_PID.of("kartu").jumlah == KN_PID.of("bursa_p").jumlah
    assert 136_522 + 47_657 == 184_179 != 208_788
    assert published(factories.wilayah("33"), TAHUN) is None
