"""The recaps on screen, on paper and as a workbook: who sees them, what they say, that they add
up, and that they cost the same however much there is."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from desa.choices import JenisTim, Peran
from inovasi.actions import perencanaan
from inovasi.choices import StatusBursa
from inovasi.models import UndanganDesa
from musyawarah.choices import Status as StatusForum
from musyawarah.models import Kehadiran
from tests import factories
from tests.factories import desa as make_desa
from tests.factories import inovasi as ideas
from tests.factories import komitmen as make
from tests.factories import musyawarah as make_forum
from tests.factories import rekap
from tests.factories.tugas import kegiatan
from tugas.actions import kemajuan
from tugas.choices import Status, StatusUlang

TAHUN = timezone.localdate().year
BULAN = timezone.localdate().replace(day=1)


def get(client, name, kode=factories.KABUPATEN, **query):
    return client.get(reverse(f"tugas:{name}", args=[kode]), query)


def filled(tahun=2018):
    """A kabupaten with a TIK, two TPID, a bursa with guests, an idea and a promise in APBDes."""
    by = factories.user()
    signed = {"no_sk": "188/1", "tanggal_sk": f"{tahun}-01-02"}
    tik = make_desa.tim(factories.KABUPATEN, JenisTim.TIK, tahun, no_mou="9/MoU", **signed)
    make_desa.tim(factories.KECAMATAN, JenisTim.TPID, tahun, **signed)
    make_desa.tim(factories.KECAMATAN_LAIN, JenisTim.TPID, tahun, created_by=by)
    make_desa.anggota(tik)
    factories.wilayah(factories.DESA_LAIN)
    fair = make.bursa(StatusBursa.SELESAI, tahun=tahun)
    UndanganDesa.objects.filter(bursa=fair).update(hadir=True, laki=30, perempuan=10)
    ideas.kartu(tahun=tahun)
    make.komitmen(tahun=tahun, tahun_anggaran=tahun + 1)
    kemajuan.rebuild()


def test_the_line_says_what_there_is_and_of_how_many(login):
    filled()
    response = get(login(factories.user(Peran.TIK)), "recap", tahun=2018)
    said = {b.kunci: (b.jumlah, b.dari) for b, _ in response.context["butir"]}
    assert said["tik"] == said["tik_mou"] == (1, 1)
    assert said["tpid"] == (1, 2)
    assert said["tpid_mou"] == (0, 2)
    assert said["kab_bursa"] == (1, 1)
    assert (said["bursa_l"], said["bursa_p"]) == ((30, 40), (10, 40))
    assert said["desa_bursa"] == (1, 2)
    assert (said["kartu"][0], said["ide"][0]) == (1, 1)


def test_a_kecamatan_is_not_asked_for_a_tik_of_its_own(login):
    filled()
    response = get(login(factories.user(Peran.PD)), "recap", factories.KECAMATAN, tahun=2018)
    said = {b.kunci: (b.jumlah, b.dari) for b, _ in response.context["butir"]}
    assert not said.keys() & {"tik", "tik_mou", "kab_bursa"}
    assert (said["tpid"], said["bursa"]) == ((1, 1), (1, 0))


def test_what_lies_at_the_kabupaten_itself_has_its_own_row(login):
    filled()
    response = get(login(factories.user(Peran.TIK)), "recap", tahun=2018)
    rows = {(b.wilayah.pk, b.sendiri): b.tik for b in response.context["bawah"]}
    assert rows == {("33.05.12", False): 0, ("33.05.13", False): 0, ("33.05", True): 1}
    assert "Di tingkat Wilayah 33.05" in response.text


@pytest.mark.parametrize("kode", ["00", "33", "33.05"])
def test_the_columns_add_up_to_the_place_on_the_page(login, kode):
    filled()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    context = get(client, "recap", kode, tahun=2018).context
    for name in ("tik", "tpid", "bursa", "desa_bursa", "kartu", "ide", "apbdes", "bursa_p"):
        parts = [getattr(b, name) for b in context["bawah"]]
        assert sum(parts) == getattr(context["baris"], name)


@pytest.mark.parametrize("kode", ["00", "33", "33.05", "33.05.12"])
def test_every_number_of_the_line_opens_a_list_of_that_length(login, kode):
    filled()
    other = make.bursa(StatusBursa.SELESAI, tahun=2018, nama="Bursa kedua")
    UndanganDesa.objects.filter(bursa=other).update(hadir=True, laki=3, perempuan=4)
    kemajuan.rebuild()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    for b, _ in get(client, "recap", kode, tahun=2018).context["butir"]:
        url = reverse("tugas:recap_list", args=[kode, b.kunci])
        page = client.get(url, {"tahun": 2018}, follow=True)
        rows = list(page.context["halaman"])
        if b.satuan == "peserta":
            word = "laki" if b.kunci == "bursa_l" else "perempuan"
            assert sum(row[word] for row in rows) == b.jumlah
        else:
            assert len(rows) == b.jumlah, b.kunci
        for _, address, *_ in page.context.get("baris", []) if "/daftar/" in url else ():
            assert client.get(address).status_code == 200
    assert client.get(reverse("tugas:recap_list", args=[kode, "apa"])).status_code == 404


@pytest.mark.parametrize("kode", ["00", "33", "33.05"])
def test_every_number_below_and_by_bidang_opens_a_list_of_that_length(login, kode):
    filled()
    line = make.line(make.komitmen(tahun=2018, tahun_anggaran=2019, bidang="sdm"))
    perencanaan.verify(line, by=make.verifikator())
    kemajuan.rebuild()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    context = get(client, "recap", kode, tahun=2018).context
    rows = [*(cells for _, cells in context["sel"]), context["jumlah"]]
    opened = [(n, address) for cells in rows for n, address in cells if address]
    opened += [
        (n, f"{reverse('tugas:recap_list', args=[kode, name])}?tahun=2018")
        for *_, numbers in context["bidang"]
        for name, _, n in numbers
        if n
    ]
    assert len(opened) > 10
    for n, address in opened:
        page = client.get(address, follow=True).context
        listed = page["jumlah"] if "jumlah" in page else page["halaman"].paginator.count
        assert listed == n, address


@pytest.mark.parametrize("kode", ["00", "33.05", "33.05.12"])
def test_men_and_women_of_every_forum_and_team_are_the_sum_of_their_list(login, kode):
    filled(TAHUN)
    forum = make_forum.musyawarah(StatusForum.FINAL, tahun=TAHUN, jenis="mad_1")
    make_forum.musyawarah(StatusForum.FINAL, tahun=TAHUN, jenis="musdes_rkpdes")
    for n, (sex, there) in enumerate([("L", True), ("P", True), ("P", True), ("P", False)], 90):
        Kehadiran.objects.create(
            musyawarah=forum, nomor=n, nama="Warga", jenis_kelamin=sex, hadir=there
        )
    kegiatan(Status.DITERIMA, laki=3, perempuan=4, peserta=7)
    kemajuan.rebuild()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    rows = get(client, "recap", kode, tahun=TAHUN).context["perempuan"]
    told = {name: (men, women) for _, men, women, *_, name in rows}
    assert (told["mad"], told["musdes"], told["peserta"]) == ((2, 3), (1, 1), (3, 4))
    for name, both in told.items():
        url = reverse("tugas:recap_list", args=[kode, name])
        page = client.get(url, {"tahun": TAHUN}, follow=True).context
        if name != "peserta":  # the log's own list
            listed = [(men, women) for *_, men, women in page["baris"]]
            assert (sum(m for m, _ in listed), sum(w for _, w in listed)) == both, name


def test_women_are_counted_apart(login):
    filled()
    response = get(login(factories.user(Peran.TIK)), "recap", tahun=2018)
    rows = {word: (men, women) for word, men, women, *_ in response.context["perempuan"]}
    assert rows["Bursa Inovasi Desa"] == (30, 10)
    assert rows["Anggota TIK"] == (0, 1)
    assert "25%" in response.text


def test_the_paper_is_one_page(login):
    filled()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    for kode in ("00", "33.05"):
        pdf = get(client, "recap_paper", kode, tahun=2018).content
        with pikepdf.open(BytesIO(pdf)) as paper:
            assert len(paper.pages) == 1


@pytest.mark.parametrize("name", ["recap", "recap_years", "recap_missing", "recap_waiting"])
@pytest.mark.parametrize("kode", ["00", "33.05", "33.05.12"])
def test_every_recap_is_a_workbook_too(login, name, kode):
    filled()
    kegiatan(Status.TERKIRIM)
    client = login(factories.user(Peran.PEMANTAU, "00"))
    with ZipFile(BytesIO(get(client, name, kode, bentuk="xlsx").content)) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist()


def test_years_stand_side_by_side(login):
    filled(2018)
    make_desa.tim(factories.KABUPATEN, JenisTim.TIK, 2019, no_sk="1", tanggal_sk="2019-01-02")
    kemajuan.rebuild()
    response = get(login(factories.user(Peran.TIK)), "recap_years")
    assert [(tahun, b.tik, b.kartu) for tahun, b in response.context["baris"]] == [
        (2019, 1, 0), (2018, 1, 1),
    ]  # fmt: skip
    assert response.text.count('class="grafik-satu"') == 2
    for tahun, _, cells in response.context["sel"]:
        for word, n, address in cells:
            assert bool(n) == (f"tahun={tahun}" in address), word


def test_a_companion_has_no_recap_of_a_kecamatan(login):
    pld = factories.user(Peran.PLD)
    assert get(login(pld), "recap", factories.KECAMATAN).status_code == 404
    assert login(pld).get(reverse("tugas:recap_mine"))["Location"] == "/desa/"


def test_my_recap_is_that_of_my_place(login):
    client = login(factories.user(Peran.PD))
    assert client.get(reverse("tugas:recap_mine"))["Location"] == "/rekap/33.05.12/"


# Who has not, and why


def board_of(client, kode=factories.KECAMATAN, **query):
    return get(client, "recap_missing", kode, bulan=f"{BULAN:%Y-%m}", **query).context


def test_every_village_without_an_entry_stands_there_with_its_reason(login):
    for n in range(1, 7):
        factories.wilayah(f"33.05.12.200{n}")
    kegiatan(Status.TERKIRIM, "33.05.12.2001")
    kegiatan(Status.DIKEMBALIKAN, "33.05.12.2002")
    kegiatan(Status.DRAF, "33.05.12.2003")
    rekap.hambatan("33.05.12.2004")
    factories.user(Peran.PLD, "33.05.12.2005", nama="Bu Wati")
    kemajuan.rebuild()

    context = board_of(login(factories.user(Peran.PD)))

    rows = {d.wilayah.pk: (d.sebab, d.tindakan) for d in context["halaman"]}
    assert rows == {
        "33.05.12.2002": ("kembali", "Minta diperbaiki"),
        "33.05.12.2003": ("draf", "Minta dikirim"),
        "33.05.12.2004": ("terhalang", "Lihat foto dan alasan"),
        "33.05.12.2005": ("diam", "Hubungi PLD"),
        "33.05.12.2006": ("tanpa_pld", "Buka desa"),
    }
    assert [n for _, _, n in context["sebab"]] == [1, 1, 1, 1, 1]
    assert sum(n for _, _, n in context["kotak"]) == context["tempat"].jumlah_desa == 6
    assert next(d for d in context["halaman"] if d.sebab == "diam").orang == "Bu Wati"


def test_who_may_assign_people_is_led_there(login):
    factories.wilayah()
    client = login(factories.user(Peran.ADMIN))
    (row,) = board_of(client)["halaman"]
    assert row.tindakan == "Tugaskan PLD"
    role = client.get(row.tautan).context["peran"]
    assert (role["peran"].value(), role["wilayah"].value()) == (Peran.PLD, factories.DESA)


def test_one_reason_alone_is_the_length_of_its_number(login):
    for n in (1, 2, 3):
        factories.wilayah(f"33.05.12.200{n}")
    kegiatan(Status.DRAF, "33.05.12.2001")
    client = login(factories.user(Peran.PD))
    for sebab, _, n in board_of(client)["sebab"]:
        assert board_of(client, sebab=sebab)["halaman"].paginator.count == n


def test_those_that_reported_are_a_list_too_with_their_entries(login):
    pd = factories.user(Peran.PD)
    for n in (1, 2, 3):
        factories.wilayah(f"33.05.12.200{n}")
    for kode in ("33.05.12.2001", "33.05.12.2002"):
        kegiatan(Status.TERKIRIM, kode)
        kegiatan(Status.DITERIMA, kode)
        kegiatan(Status.DIKEMBALIKAN, kode)
        kegiatan(Status.DRAF, kode, created_by=pd)
    kemajuan.rebuild()
    client = login(pd)
    context = board_of(client, sebab="lapor")
    assert context["halaman"].paginator.count == context["jumlah"]["lapor"] == 2
    for d in context["halaman"]:
        assert (d.kata, d.kalimat) == ("Melapor", "2 catatan terkirim.")
        assert client.get(d.tautan).context["jumlah"] == 2


def five_reasons(kecamatan):
    """A kecamatan with a village that reported and one for each reason not to have."""
    for n in range(1, 7):
        factories.wilayah(f"{kecamatan}.200{n}")
    kegiatan(Status.TERKIRIM, f"{kecamatan}.2001")
    kegiatan(Status.DIKEMBALIKAN, f"{kecamatan}.2002")
    kegiatan(Status.DRAF, f"{kecamatan}.2003")
    rekap.hambatan(f"{kecamatan}.2004")
    factories.user(Peran.PLD, f"{kecamatan}.2005")


@pytest.mark.parametrize("kode", ["00", "33", "33.05"])
def test_above_the_names_stand_numbers_by_reason_that_lead_down_to_them(login, kode):
    for kecamatan in ("33.05.12", "33.06.01"):
        five_reasons(kecamatan)
    kemajuan.rebuild()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    context = board_of(client, kode)
    each = 1 if kode == "33.05" else 2
    assert context["jumlah"]["lapor"] == each
    assert [n for _, _, n in context["sebab"]] == [each] * 5
    for sebab, _, n in context["sebab"]:
        below = board_of(client, kode, sebab=sebab)["bawah"]
        assert sum(row[sebab] for _, row in below) == n
        for w, row in below:
            under = board_of(client, w.pk, sebab=sebab)
            listed = len(under["halaman"]) or sum(r[sebab] for _, r in under["bawah"])
            assert listed == row[sebab]


def test_a_companion_of_a_whole_kecamatan_accompanies_its_villages(login):
    factories.wilayah()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    said = {sebab: n for sebab, _, n in board_of(client, "33")["sebab"]}
    assert (said["tanpa_pld"], said["diam"]) == (1, 0)
    factories.user(Peran.PLD, factories.KECAMATAN)
    said = {sebab: n for sebab, _, n in board_of(client, "33")["sebab"]}
    assert (said["tanpa_pld"], said["diam"]) == (0, 1)


@pytest.mark.parametrize(
    ("name", "budget"),
    [("recap", 15), ("recap_years", 10), ("recap_missing", 15), ("recap_waiting", 15)],
)
def test_query_count_is_the_same_for_one_and_for_three(login, name, budget, count_queries):
    client = login(factories.user(Peran.TIK))

    def grow(n):
        kode = f"33.05.1{n}.2001"
        kegiatan(Status.TERKIRIM, kode)
        kegiatan(Status.DITERIMA, kode)
        kegiatan(Status.DRAF, f"33.05.1{n}.2002")
        rekap.ulang(StatusUlang.BERBEDA, kode)
        rekap.hambatan(f"33.05.1{n}.2003")
        make_desa.tim(kode[:8], tahun=TAHUN)
        kemajuan.rebuild()

    counts = count_queries(grow, lambda: get(client, name))
    assert counts[0] == counts[1] <= budget


@pytest.mark.parametrize("kode", ["00", "33"])
def test_reasons_above_the_kabupaten_cost_the_same_for_one_and_for_three(
    login, kode, count_queries
):
    client = login(factories.user(Peran.PEMANTAU, "00"))
    counts = count_queries(
        lambda n: five_reasons(f"33.0{n}.01"), lambda: get(client, "recap_missing", kode)
    )
    assert counts[0] == counts[1] <= 14
