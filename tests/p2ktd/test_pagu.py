"""The real table of the pagu of Pati in 2019: from a spreadsheet to funds that can be planned."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from desa.choices_impor import Hasil, Putusan
from p2ktd.actions import aturan, dok
from p2ktd.choices import StatusDana
from p2ktd.models import Dana, PosDok
from tests import factories
from tests.desa import lembar
from tests.factories import dana as make

PATI = "33.18"
JUDUL = ["Kecamatan", "Pagu", "Tahun"]


@pytest.fixture
def pati():
    """The kabupaten with its 21 kecamatan, and its Admin."""
    factories.wilayah(PATI, "Kabupaten Pati")
    for n, nama in enumerate(sorted(make.PATI), start=1):
        factories.wilayah(f"{PATI}.{n:02}", nama)
    return lembar.admin(PATI)


def imported(by, content=None):
    content = content or make.TABEL_PATI.read_bytes()
    return lembar.committed(content, "pagu", by=by, kode=PATI)


def test_the_pagu_of_21_kecamatan_comes_in_to_the_rupiah_and_goes_back(pati):
    impor = imported(pati)

    rows = Dana.objects.visible_to(pati).filter(tahun=2019)
    assert {d.wilayah.nama: d.pagu for d in rows.for_list()} == make.PATI
    assert (rows.count(), sum(d.pagu for d in rows)) == (21, make.JUMLAH_PATI)
    assert make.PATI["Gabus"] == 69_664_000
    assert {(pagu - make.PATI["Gembong"]) % 2_111_000 for pagu in make.PATI.values()} == {0}

    again = imported(pati)
    assert set(again.baris.exclude(wilayah=None).values_list("hasil", flat=True)) == {Hasil.TETAP}
    lembar.take_back(impor, pati)
    assert not Dana.objects.exists()


def test_a_pagu_that_was_recorded_is_not_replaced(pati):
    imported(pati)
    other = lembar.xlsx([JUDUL, ["Gabus", 1_000_000, 2019]])
    found = imported(pati, other).baris.get()
    assert found.hasil == Hasil.GAGAL
    assert "Sudah dicatat Rp69.664.000 dan tidak diganti" in found.alasan
    assert Dana.objects.get(wilayah__nama="Gabus").pagu == 69_664_000


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Gabus", "", 2019], "Kolom Pagu: kosong."),
        (["Gabus", "belum ada", 2019], "“belum ada” bukan jumlah rupiah."),
        (["Gabus", 69_664_000, ""], "Kolom Tahun: tidak ada tahunnya."),
        (["Kalipare", 69_664_000, 2019], "“Kalipare” tidak ditemukan di wilayah impor ini."),
    ],
)
def test_a_line_that_says_too_little_is_refused_by_its_column(pati, row, sentence):
    found = lembar.checked(lembar.xlsx([JUDUL, row]), "pagu", pati, kode=PATI).baris.get()
    assert found.putusan == Putusan.TOLAK
    assert sentence in found.alasan


def test_every_fund_of_the_table_is_planned_to_its_pagu_and_received(pati):
    """The year gets its posts by rule, then each TPID plans: what is left by rounding goes to the
    last post, so that the RKA equals the pagu to the rupiah."""
    make.rules()
    aturan.set_year(by=None, tahun=2019, batas_desa=None, dasar="Peraturan uji", seperti=2018)
    imported(pati)
    posts = list(PosDok.objects.filter(tahun=2019, anak=None))
    for dana in Dana.objects.filter(tahun=2019).select_related("wilayah"):
        k, b = make.ketua(dana.wilayah_id), make.bendahara(dana.wilayah_id)
        left = dana.pagu
        for n, pos in enumerate(posts, start=1):
            part = left if n == len(posts) else int(dana.pagu * pos.persen / 100)
            left -= part
            dok.add_row(dana, by=k, pos=pos, uraian=str(pos), volume=1, satuan="paket",
                        frekuensi=1, harga_satuan=part)  # fmt: skip
        dok.edit(dana, by=k, mou_nomor="414/MOU", mou_tanggal=make.HARI)
        dok.set_stages(dana, by=k, persen=[70, 30])
        dok.settle_rka(dana, by=k)
        for stage in dana.pencairan.order_by("tahap"):
            dok.receive(dana, stage.pk, by=b, tanggal=make.HARI, bukti_nomor=f"S-{stage.pk}")
    rows = Dana.objects.filter(tahun=2019)
    assert set(rows.values_list("status", flat=True)) == {StatusDana.BERJALAN}
    assert sum(d.kas.balance() for d in rows) == make.JUMLAH_PATI


def test_a_pagu_is_recorded_by_the_name_of_its_kecamatan_or_by_its_code(login, pati):
    client, url = login(pati), reverse("p2ktd:fund_create")

    def send(kode):
        return client.post(url, {"kode": kode, "tahun": 2019, "pagu": make.PATI["Gabus"]})

    assertContains(send("Kalipare"), "Anda tidak mengurus kecamatan ini.")
    send("gabus")
    send(f"{PATI}.01")
    assert set(Dana.objects.values_list("wilayah__nama", flat=True)) == {"Gabus", "Batangan"}
    assertContains(send("Gabus"), "Pagu Gabus tahun 2019 sudah dicatat.")


def test_two_kecamatan_of_one_name_are_told_apart_by_their_codes(login):
    for kode in ("35.07.11", "35.08.12"):
        factories.wilayah(kode, "Kalipare")
    client = login(factories.user("admin", "35"))
    sent = {"kode": "Kalipare", "tahun": 2019, "pagu": 1_000_000}
    page = client.post(reverse("p2ktd:fund_create"), sent)
    assertContains(page, "Tulis kodenya, misalnya 35.07.11, 35.08.12.")


@pytest.mark.parametrize(("said", "asked"), [({}, ["d_tahun"]), ({"d_tahun": "2019"}, [])])
def test_a_table_without_its_year_is_asked_for_it_before_every_row_is_refused(
    login, pati, said, asked
):
    content = lembar.xlsx([["Kecamatan", "Pagu"], ["Gabus", 69_664_000]])
    impor = lembar.sent(content, "pagu", by=pati, kode=PATI)
    url = reverse("desa:import_columns", args=[impor.pk])
    page = login(pati).post(url, {"k_kecamatan": "0", "k_pagu": "1", **said})
    assert list(page.context["form"].errors if page.context else []) == asked
