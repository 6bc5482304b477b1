"""The accountability of a fund: one set of data, two formats, PDF and workbook, its way back."""

import json
from io import BytesIO

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains
from python_calamine import CalamineWorkbook

from desa.choices import AlasanKabar, Jabatan, Peran
from desa.models import Pemberitahuan
from musyawarah.choices import JenisMusyawarah
from musyawarah.choices import Status as StatusMusyawarah
from p2ktd.actions import dok
from p2ktd.choices import JenisKas, StatusDana
from p2ktd.lpj import SHEETS, sheets_of
from p2ktd.models import Dana, PosDok
from p2ktd.naskah import LAYOUTS, Naskah
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import dana as make
from tests.factories import musyawarah as make_musyawarah

D = StatusDana
BELANJA = 4_321_000


def filed():
    """An LPJ with an expense, interest and the rest paid back."""
    dana, k, b = make.fund(D.BERJALAN), make.ketua(), make.bendahara()
    pos = PosDok.objects.get(tahun=dana.tahun, kode="mad")
    make.spend(dana, BELANJA, by=b, pos=pos, berkas="kas/nota.pdf", uraian="=Rapat TPID")
    make.spend(dana, 15_000, by=b, jenis=JenisKas.BUNGA)
    rest = dana.kas.balance()
    make.spend(dana, rest, by=b, jenis=JenisKas.SETOR_SISA, berkas="kas/setor.pdf")
    dok.file(dana, by=k)
    return Dana.objects.get(pk=dana.pk)


def book_of(client, dana, dokumen):
    """{sheet: rows without the header} as a spreadsheet program reads them."""
    response = client.get(reverse("p2ktd:fund_sheet", args=[dana.pk, dokumen.kode]))
    book = CalamineWorkbook.from_filelike(BytesIO(response.content))
    return {name: book.get_sheet_by_name(name).to_python()[1:] for name in book.sheet_names}


def test_every_format_has_both_its_layouts():
    formats = {versi for jenis, versi in LAYOUTS if jenis == "LPJ DOK"}
    assert formats == set(SHEETS) == {1, 2}


def test_the_workbook_balances_to_the_rupiah(login):
    dana = filed()
    book = book_of(login(make.bendahara()), dana, dana.dokumen.get())
    *lines, total = book["Buku kas"]
    assert sum(r[5] for r in lines) == sum(r[6] for r in lines) == total[5] == total[6]
    assert total[5] == dana.pagu + 15_000
    assert lines[-1][7] == total[7] == 0
    assert lines[1][3] == "=Rapat TPID"  # kept as text, never as a formula


def test_another_format_comes_from_the_same_rows(login):
    """Twenty-two had handed in when the province changed its format: nothing is typed twice."""
    dana, a = filed(), make.admin()
    before = list(dana.kas.values_list())
    dok.reformat(dana, by=a, format_lpj=2)

    newest, oldest = dana.dokumen
    assert (newest.versi, oldest.versi, newest.nomor) == (2, 1, oldest.nomor)
    one, two = json.loads(oldest.data), json.loads(newest.data)
    assert one | {"bentuk": 2} == two
    assert list(dana.kas.values_list()) == before
    client = login(a)
    assert [*book_of(client, dana, oldest)] == ["Ringkasan", "Realisasi per pos", "Buku kas"]
    book = book_of(client, dana, newest)
    assert "Menurut jenis" in book
    sisa = {row[0]: row[5] for row in book["Realisasi per pos"]}
    assert (sisa["P2KTD"], sisa["MAD dan rapat"]) == (dana.pagu, -BELANJA)
    templates = [Naskah.of(d).template for d in (oldest, newest)]
    assert templates == ["p2ktd/pdf/lpj.html", "p2ktd/pdf/lpj_2.html"]


def test_both_formats_say_the_same_sums():
    data = json.loads(filed().dokumen.get().data)
    for versi in SHEETS:
        sheets = {name: rows for name, _, rows in sheets_of(data | {"bentuk": versi})}
        assert sheets["Buku kas"][-1][-3:] == [data["debit"], data["kredit"], data["saldo"]]
        planned, used = sheets["Realisasi per pos"][-1][3:5]
        assert (planned, used) == (make.PAGU, BELANJA)
    kinds = sheets["Menurut jenis"]
    assert sum(r[1] for r in kinds[:-1]) == kinds[-1][1] == data["debit"]
    assert sum(r[2] for r in kinds[:-1]) == kinds[-1][2] == data["kredit"]


def test_an_unknown_format_is_refused():
    with pytest.raises(NotAllowed, match="versi 9 belum dikenal"):
        dok.reformat(filed(), by=make.admin(), format_lpj=9)


def test_the_format_is_changed_on_its_page(login):
    dana = filed()
    url = reverse("p2ktd:fund_reformat", args=[dana.pk])
    client = login(make.admin())
    assertContains(client.post(url, {"format_lpj": 1}), "sudah memakai", status_code=403)
    client.post(url, {"format_lpj": 2})
    dana.refresh_from_db()
    assert (dana.format_lpj, dana.status) == (2, D.DIAJUKAN)


def test_a_return_is_told_kept_and_settled_by_the_next(login):
    dana = filed()
    b = factories.user(Peran.TPID, jabatan=Jabatan.BENDAHARA)
    dok.send_back(dana, by=make.admin(), catatan="Lampirkan daftar hadir.")
    kabar = Pemberitahuan.objects.get(pengguna=b, alasan=AlasanKabar.DIKEMBALIKAN)
    assert kabar.rincian == "Lampirkan daftar hadir."
    dok.file(dana, by=make.ketua())
    kabar.refresh_from_db()
    assert kabar.dijawab_at
    page = login(b).get(dana.get_absolute_url())
    assertContains(page, "Lampirkan daftar hadir.")
    assert [j.langkah for j in page.context["riwayat"]] == ["file", "send_back", "file"]


def test_only_a_sealed_mad_ii_approves(login):
    dana = filed()
    make_musyawarah.musyawarah(StatusMusyawarah.FINAL, JenisMusyawarah.MAD_1)
    mad = make_musyawarah.musyawarah(StatusMusyawarah.FINAL, JenisMusyawarah.MAD_2)
    page = reverse("p2ktd:fund_approve", args=[dana.pk])
    client = login(make.admin())
    offered = client.get(page).context["form"].fields["mad"].queryset
    assert [d.nomor for d in offered] == [mad.nomor]
    client.post(page, {"mad": offered.get().pk})
    dana.refresh_from_db()
    assert (dana.status, dana.mad_nomor) == (D.DISETUJUI, mad.nomor)
