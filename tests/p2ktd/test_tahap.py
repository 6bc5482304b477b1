"""Stages of disbursement: what the year asks before each, and what a stage's LPD tells."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains
from python_calamine import CalamineWorkbook

from desa.choices import Peran
from desa.kode import NUSANTARA
from desa.models import Jejak
from p2ktd.actions import dok, kas
from p2ktd.actions.naskah import pdf_bytes
from p2ktd.choices import StatusDana
from p2ktd.models import AturanTahun, Dana, PosDok
from p2ktd.naskah import Naskah
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import dana as make

D = StatusDana
NANTI = make.HARI + timedelta(days=60)


def two_stages(*asked):
    """A fund of 70% and 30% whose year asks this of its stages, with its RKA settled."""
    make.rules()
    AturanTahun.objects.filter(tahun=make.TAHUN).update(syarat_tahap=list(asked))
    dana, k = make.fund(), make.ketua()
    make.planned(dana, k)
    dok.set_stages(dana, by=k, persen=[70, 30])
    dok.settle_rka(dana, by=k)
    return Dana.objects.get(pk=dana.pk), *dana.pencairan.all()


def receive(dana, stage, tanggal=make.HARI):
    dok.receive(dana, stage.pk, by=make.bendahara(), tanggal=tanggal, bukti_nomor="SP2D")


def spent(dana, jumlah=1_000_000, **fields):
    pos = PosDok.objects.get(tahun=dana.tahun, kode="mad")
    return make.spend(dana, jumlah, by=make.bendahara(), pos=pos, **fields)


def reported():
    """The LPD of the second of two stages, money spent in each."""
    dana, first, second = two_stages()
    receive(dana, first)
    spent(dana, 1_000_000, uraian="Rapat pertama")
    receive(dana, second, NANTI)
    spent(dana, 2_345_678, uraian="Rapat kedua", tanggal=NANTI + timedelta(days=1))
    return dana, dok.report_stage(dana, 2, by=make.ketua())


def test_a_year_is_given_its_conditions_on_its_page(login):
    make.rules()
    client = login(factories.user(Peran.ADMIN, NUSANTARA))
    isi = {"tahun": 2027, "batas_desa": "", "dasar": "Juknis 2027", "seperti": 2018}
    client.post(reverse("p2ktd:rules_set"), isi | {"syarat_1": ["sk", "rka"], "syarat_2": ["lpd"]})
    year = AturanTahun.objects.get(tahun=2027)
    assert [year.terms_of(n) for n in (1, 2, 3)] == [["sk", "rka"], ["lpd"], ["lpd"]]
    assertContains(client.get(reverse("p2ktd:rules")), "Tahap 2 dan seterusnya: Laporan penggunaan")
    client.post(reverse("p2ktd:rules_set"), isi | {"dasar": "Juknis 2027 revisi"})
    year.refresh_from_db()
    assert (year.dasar, year.terms_of(2)) == ("Juknis 2027 revisi", ["lpd"])


def test_a_year_loses_all_its_conditions_by_one_word_and_both_at_once_are_refused(login):
    make.rules()
    client = login(factories.user(Peran.ADMIN, NUSANTARA))
    isi = {"tahun": 2027, "batas_desa": "", "dasar": "Juknis 2027", "seperti": 2018}
    client.post(reverse("p2ktd:rules_set"), isi | {"syarat_1": ["sk"]})
    both = client.post(reverse("p2ktd:rules_set"), isi | {"syarat_1": ["sk"], "tanpa_syarat": "on"})
    assertContains(both, "Pilih satu: centang syaratnya, atau centang tanpa syarat.")
    client.post(reverse("p2ktd:rules_set"), isi | {"tanpa_syarat": "on"})
    assert AturanTahun.objects.get(tahun=2027).terms_of(1) == []
    line = Jejak.objects.filter(langkah="set_year").latest("pk")
    assert line.nilai["syarat_tahap"] == [[["sk"], []], []]


def test_each_condition_that_is_missing_is_named(login):
    dana, first, _ = two_stages(["sk", "rka", "mou"], ["lpd"])
    text = "Tahap 1 belum dapat diterima: SK Camat tentang TPID tahun itu belum dicatat."
    with pytest.raises(NotAllowed) as refusal:
        receive(dana, first)
    assert str(refusal.value) == text
    client = login(make.bendahara())
    for url in (dana.get_absolute_url(), reverse("p2ktd:fund_receive", args=[dana.pk, first.pk])):
        assertContains(client.get(url), text)
    assert not dana.kas.exists()


def test_the_second_stage_waits_for_the_lpd_and_the_evidence_of_the_first():
    dana, first, second = two_stages(["rka", "mou"], ["lpd", "bukti"])
    receive(dana, first)
    line = spent(dana)
    with pytest.raises(NotAllowed, match=r"LPD tahap 1 belum diterbitkan\..*pengeluaran tanpa"):
        receive(dana, second, NANTI)
    dok.report_stage(dana, 1, by=make.bendahara())
    kas.attach(line, by=make.bendahara(), berkas="kas/nota.pdf")
    receive(dana, second, NANTI)
    assert dana.kas.balance() == dana.pagu - 1_000_000


def test_a_year_that_asks_nothing_lets_the_money_in():
    dana, first, second = two_stages()
    receive(dana, first)
    receive(dana, second, NANTI)
    assert dana.kas.balance() == dana.pagu


def test_an_lpd_holds_the_movements_of_its_stage_alone():
    dana, paper = reported()
    data = json.loads(paper.data)
    before = dana.pencairan.get(tahap=1).jumlah - 1_000_000
    assert [b["uraian"] for b in data["kas"]] == ["Pencairan DOK tahap 2", "Rapat kedua"]
    assert (data["awal"], data["dari"]) == (before, NANTI.isoformat())
    assert data["awal"] + data["debit"] - data["kredit"] == data["saldo"] == dana.kas.balance()
    mad = next(p for p in data["pos"] if p["nama"] == "MAD dan rapat")
    assert (mad["realisasi"], mad["sisa"]) == (2_345_678, -3_345_678)


def test_an_lpd_comes_again_as_its_next_version_with_its_number():
    dana, first = reported()
    spent(dana, tanggal=NANTI + timedelta(days=2))
    second = dok.report_stage(dana, 2, by=make.bendahara())
    assert (second.versi, second.nomor) == (2, first.nomor)
    other = dok.report_stage(dana, 1, by=make.bendahara())
    assert (other.versi, other.nomor != first.nomor) == (1, True)


def test_nothing_is_reported_of_a_stage_that_has_not_arrived():
    dana, first, _ = two_stages()
    receive(dana, first)
    with pytest.raises(NotAllowed, match="Tahap 2 belum diterima"):
        dok.report_stage(dana, 2, by=make.ketua())


@pytest.mark.parametrize("versi", [1, 2])
def test_an_lpd_is_a_pdf_and_a_workbook_in_either_format(login, versi):
    dana, _ = reported()
    if versi == 2:
        dok.reformat(dana, by=make.admin(), format_lpj=2)
    client = login(make.bendahara())
    client.post(reverse("p2ktd:fund_report", args=[dana.pk]), {"tahap": 2})
    paper = dana.dokumen.first()
    assert (paper.jenis, paper.versi) == ("LPD DOK tahap 2", 2)
    assert Naskah.of(paper).nama == "Laporan Penggunaan Dana"
    assert pdf_bytes(paper).startswith(b"%PDF")
    content = client.get(reverse("p2ktd:fund_sheet", args=[dana.pk, paper.kode])).content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    facts = {r[0]: r[1] for r in book.get_sheet_by_name("Ringkasan").to_python()}
    assert (facts["Tahap"], facts["Versi format"]) == (2, versi)
    assert facts["Dari tanggal"] == NANTI
    assert ("Menurut jenis" in book.sheet_names) == (versi == 2)


def test_an_approved_lpj_carries_the_number_of_its_mad():
    dana = make.fund(D.DISETUJUI)
    newest, filed = dana.dokumen
    assert (newest.versi, newest.nomor) == (2, filed.nomor)
    assert [json.loads(d.data)["mad"] for d in (newest, filed)] == ["001/BA/MAD-II", ""]
    assert isinstance(Naskah.of(newest).data["kas"][0]["tanggal"], date)
