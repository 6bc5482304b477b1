"""Who waits on whom, how long each reviewer takes, the second look: every number opens a list of
exactly that length."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from desa.choices import Peran
from inovasi.choices import StatusBursa, StatusIde, StatusInovasi
from inovasi.models import KartuIde, UndanganDesa
from musyawarah.choices import Status as StatusForum
from p2ktd.choices import StatusKebutuhan
from tests import factories
from tests.factories import desa as make_desa
from tests.factories import inovasi as ideas
from tests.factories import komitmen as make
from tests.factories import laporan as make_laporan
from tests.factories import musyawarah as make_forum
from tests.factories import pekerjaan as work
from tests.factories import rekap
from tests.factories.tugas import kegiatan
from tests.tugas.test_rekap_halaman import TAHUN, get
from tugas.actions import kemajuan
from tugas.choices import Status, StatusUlang
from tugas.rekap.menunggu import SEMUA


def test_the_longest_waiting_stands_first_with_median_and_p90(login):
    now = timezone.now()
    for days in (1, 2, 3, 4, 5, 6, 7, 8, 9, 30):
        kegiatan(Status.TERKIRIM, terkirim_at=now - timedelta(days=days))
    context = get(login(factories.user(Peran.TIK)), "recap_waiting").context
    row = context["baris"][0]
    assert (row.tunggu.atas, row.antrean.jumlah, row.antrean.terlama) == ("PD dan TPID", 10, 30)
    assert (row.antrean.median, row.antrean.p90) == (5, 9)
    assert [(w.pk, a.jumlah) for w, a in context["antrean"]] == [("33.05.12", 10)]


def everything_waits(kode):
    """One open piece of each kind of work in a village, or in its kecamatan."""
    kegiatan(Status.TERKIRIM, kode)
    kegiatan(Status.DIKEMBALIKAN, kode)
    rekap.ulang(kode=kode)
    make_laporan.laporan(by=factories.user(Peran.PLD, kode))
    ideas.kartu(kode)
    KartuIde.objects.filter(pk=ideas.kartu(kode).pk).update(status=StatusIde.DIREKAP)
    for status in ("diajukan", "diverifikasi_tpid", "dikemas"):
        ideas.inovasi(StatusInovasi(status), kode, judul=f"Bank sampah {status}")
    make.line(kode=kode)
    work.need(StatusKebutuhan.DIUSULKAN, kode)
    make_forum.musyawarah(StatusForum.NOTULEN, kode=kode[:8])


@pytest.mark.parametrize("peran", [Peran.ADMIN, Peran.PEMANTAU])
@pytest.mark.parametrize("kode", ["00", "33", "33.05", "33.05.12"])
def test_what_waits_is_as_long_as_the_list_behind_it(login, peran, kode):
    for village in (factories.DESA, "33.05.13.2001"):
        everything_waits(village)
    client = login(factories.user(peran, "00"))
    rows = get(client, "recap_waiting", kode).context["baris"]
    unseen = {"laporan"} if peran == Peran.PEMANTAU else set()  # read by supervisors alone
    assert {b.tunggu.kunci for b in rows} == {t.kunci for t in SEMUA} - unseen
    for b in rows:
        assert b.antrean.jumlah == (1 if kode == "33.05.12" else 2), b.tunggu.kunci
        page = client.get(reverse("tugas:waiting_list", args=[kode, b.tunggu.kunci]))
        assert len(page.context["baris"]) == b.antrean.jumlah, b.tunggu.kunci
        assert max(days for *_, days in page.context["baris"]) == b.antrean.terlama
        for row in page.context["halaman"]:
            assert client.get(row.get_absolute_url()).status_code == 200


def test_every_other_number_of_the_page_is_the_length_of_its_list(login):
    who = factories.user(Peran.TPID, nama="Pak Joko")
    for status in (StatusUlang.BERBEDA, StatusUlang.SEPAKAT, StatusUlang.MENUNGGU):
        rekap.ulang(status, peninjau=who)
    kegiatan(Status.TERKIRIM)
    kegiatan(Status.DITERIMA)
    kemajuan.rebuild()
    client = login(factories.user(Peran.TIK))
    page = get(client, "recap_waiting").text
    links = re.findall(r'href="([^"]+)">([^<]*\d[^<]*)</a>', page)
    links = [(url.replace("&amp;", "&"), re.search(r"\d+", word)[0]) for url, word in links]
    links = [(url, int(n)) for url, n in links if re.search(r"/menunggu/\w+/|^/kegiatan", url)]
    assert sorted(n for _, n in links) == [1, 1, 1, 1, 3, 3, 4]
    for url, n in links:
        assert len(list(client.get(url).context["halaman"])) == n, url


def test_a_number_that_does_not_exist_has_no_list(login):
    client = login(factories.user(Peran.PEMANTAU, "00"))
    factories.wilayah()
    for kode, kunci in (("33.05", "xyz"), ("33.05", "diterima"), ("00", "diterima")):
        assert client.get(reverse("tugas:waiting_list", args=[kode, kunci])).status_code == 404


def test_the_list_behind_a_number_is_a_workbook_too(login):
    kegiatan(Status.TERKIRIM)
    client = login(factories.user(Peran.TIK))
    url = reverse("tugas:waiting_list", args=[factories.KABUPATEN, "kegiatan"])
    (sheet,) = CalamineWorkbook.from_object(
        BytesIO(client.get(url, {"bentuk": "xlsx"}).content)
    ).sheet_names
    assert sheet


def test_a_reviewers_pace_is_measured(login):
    now = timezone.now()
    who = factories.user(Peran.TPID, nama="Pak Joko")
    for days in (0, 2, 10):
        kegiatan(
            Status.DITERIMA, peninjau=who, diterima_at=now,
            terkirim_at=now - timedelta(days=days),
        )  # fmt: skip
    context = get(login(factories.user(Peran.TIK)), "recap_waiting").context
    ((person, pace),) = context["peninjau"]
    assert (person, pace.jumlah, pace.median, pace.p90) == (who, 3, 2, 10)


def test_disagreement_is_a_number_and_a_list(login):
    rekap.ulang(StatusUlang.BERBEDA)
    rekap.ulang(StatusUlang.SEPAKAT)
    rekap.ulang()
    kemajuan.rebuild()
    context = get(login(factories.user(Peran.TIK)), "recap_waiting").context
    line = context["ulang"]
    assert (line.ditarik, line.sepakat, line.berbeda) == (3, 1, 1)
    assert len(context["berbeda"]) == 1


@pytest.mark.parametrize(
    ("name", "kunci"),
    [
        ("waiting_list", "kegiatan"), ("waiting_list", "ulang"), ("waiting_list", "laporan"),
        ("recap_list", "tpid"), ("recap_list", "desa_bursa"),
    ],
)  # fmt: skip
def test_a_list_behind_a_number_asks_the_same_of_one_and_of_three(
    login, name, kunci, count_queries
):
    client = login(factories.user(Peran.ADMIN, "33"))

    def grow(n):
        kode = f"33.05.1{n}.2001"
        kegiatan(Status.TERKIRIM, kode)
        rekap.ulang(kode=kode)
        make_laporan.laporan(by=factories.user(Peran.PLD, kode))
        signed = {"no_sk": "188/1", "tanggal_sk": f"{TAHUN}-01-02"}
        make_desa.tim(kode[:8], tahun=TAHUN, **signed)
        fair = make.bursa(StatusBursa.SELESAI, kode[:8], tahun=TAHUN)
        UndanganDesa.objects.filter(bursa=fair).update(hadir=True, laki=1, perempuan=1)

    url = reverse(f"tugas:{name}", args=["33", kunci])
    counts = count_queries(grow, lambda: client.get(url))
    assert counts[0] == counts[1] <= 15
