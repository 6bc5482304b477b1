"""The papers of a work as PDF: every amount, name and sum in words stands in the text."""

import json
import subprocess
from shutil import which

import pytest
from django.urls import reverse

from p2ktd.actions import dok
from p2ktd.actions.naskah import pdf_bytes
from p2ktd.choices import JenisKas, StatusDana, StatusPekerjaan
from p2ktd.models import Dana, Pembayaran
from p2ktd.naskah import Naskah, data_of_lpj
from ppid.lib.pdf import pdf_lack, render_pdf
from ppid.lib.tags import rupiah
from tests.factories import dana as make_dana
from tests.factories import pekerjaan as make

SEGEL, DEMIKIAN = "Periksa keaslian naskah ini", "Demikian laporan ini"
P, D = StatusPekerjaan, StatusDana
pytestmark = pytest.mark.skipif(
    bool(pdf_lack()) or not which("pdftotext"), reason="WeasyPrint or poppler is not installed"
)


def text_of(content, folder):
    paper = folder / "naskah.pdf"
    paper.write_bytes(content)
    command = ["pdftotext", "-layout", str(paper), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return found.stdout


def plain(text):
    """Without what a line break may add or take: spaces and hyphens."""
    return "".join(str(text).split()).replace("-", "")


def holds(text, *wanted):
    assert [w for w in wanted if plain(w) not in plain(text)] == []


@pytest.fixture
def work():
    return make.work(P.SELESAI, spk={"harga": 4_987_654}, termin=[("Termin 1", 4_987_654)])


def test_kak(client, work, tmp_path):
    client.force_login(make.ketua())
    content = client.get(reverse("p2ktd:work_kak", args=[work.pk])).content
    text = text_of(content, tmp_path)
    holds(text, "Kerangka Acuan Kerja", work.judul, "Narasumber", rupiah(5_000_000))
    holds(text, "Buku kas BUMDes tersusun", work.lingkup, work.pelaporan)


def test_spk(work, tmp_path):
    paper = work.dokumen.get(jenis="SPK P2KTD")
    text = text_of(pdf_bytes(paper), tmp_path)
    holds(text, work.spk_nomor, rupiah(4_987_654), paper.kode)
    holds(text, "empat juta sembilan ratus delapan puluh tujuh ribu enam ratus lima puluh empat")
    holds(text, "Rina Wati", "Budi Santoso", str(work.penyedia), "Denda satu permil")


def test_bast(work, tmp_path):
    bast = work.bast.get()
    text = text_of(pdf_bytes(work.dokumen.get(jenis="BAST P2KTD")), tmp_path)
    holds(text, bast.nomor, work.spk_nomor, "Buku kas BUMDes tersusun", bast.kondisi)
    holds(text, "Budi Santoso", "Rina Wati", "Sutrisno Hadi", "Diterima", "100% Baik ya")


def test_receipt(client, work, tmp_path):
    paid = Pembayaran.objects.get()
    client.force_login(make.bendahara())
    page = client.get(work.get_absolute_url())
    kode = next(d.kode for d in page.context["dokumen"] if d.jenis == "Kwitansi P2KTD")
    content = client.get(reverse("p2ktd:work_paper", args=[work.pk, kode])).content
    text = text_of(content, tmp_path)
    amounts = [rupiah(n) for n in (paid.bruto, paid.pph, paid.bersih)]
    holds(text, paid.nomor, work.spk_nomor, work.musdes_nomor, "Budi Santoso", *amounts)
    holds(text, "empat juta sembilan ratus delapan puluh tujuh ribu")


@pytest.mark.parametrize("versi", [1, 2])
def test_lpj(work, tmp_path, versi):
    dana, b = Dana.objects.get(), make.bendahara()
    make_dana.spend(dana, 1_234_567, by=b, berkas="kas/n.pdf", uraian="Rapat kerja TPID")
    rest = dana.kas.balance()
    make_dana.spend(dana, rest, by=b, jenis=JenisKas.SETOR_SISA, berkas="kas/s.pdf")
    if versi == 2:
        dok.reformat(dana, by=make.admin(), format_lpj=2)
    paper = dok.file(dana, by=make.ketua())
    text = text_of(pdf_bytes(paper), tmp_path)
    data = json.loads(paper.data)
    amounts = {rupiah(b[k]) for b in data["kas"] for k in ("debit", "kredit", "saldo") if b[k]}
    holds(text, paper.nomor, rupiah(data["debit"]), rupiah(data["kredit"]), *amounts)
    holds(text, "Rapat kerja TPID", rupiah(data["pagu"]))
    assert data["saldo"] == 0
    assert data["debit"] == data["kredit"] == dana.pagu + 100_000


# What stands together


def pages_of(naskah):
    """The text of each page."""
    content = render_pdf(naskah.template, {"n": naskah})
    command = [which("pdftotext"), "-layout", "-", "-"]
    found = subprocess.run(command, input=content, check=True, capture_output=True)  # noqa: S603
    return [" ".join(p.split()) for p in found.stdout.decode().split("\f") if p.strip()]


def with_more(paper, name, n):
    """The same paper with a list or text of another length; no database has to hold it."""
    data = json.loads(paper.data)
    row = data[name][0] if isinstance(data[name], list) else data[name]
    data[name] = [row] * n if isinstance(data[name], list) else "\n".join([row] * n)
    return Naskah(paper.jenis, data, paper)


@pytest.mark.slow
@pytest.mark.parametrize("n", [1, 5, 9, 14, 25])
@pytest.mark.parametrize(
    ("jenis", "name", "closing", "before"),
    [
        ("SPK P2KTD", "keluaran", "Demikian Surat Perintah Kerja", "Denda satu permil"),
        ("SPK P2KTD", "sanksi", "Demikian Surat Perintah Kerja", "Denda satu permil"),
        ("BAST P2KTD", "keluaran", "Demikian Berita Acara", "Baik dan lengkap."),
    ],
)
def test_signatures_and_seal_stand_with_the_last_words(work, jenis, name, closing, before, n):
    naskah = with_more(work.dokumen.get(jenis=jenis), name, n)
    (signed,) = (page for page in pages_of(naskah) if SEGEL in page)
    head, _, tail = signed.partition(closing)
    assert "Budi Santoso" in tail  # a signature; partition leaves nothing where the closing is not
    assert before in head  # the end of the last section came along


@pytest.mark.slow
@pytest.mark.parametrize("versi", [1, 2])
@pytest.mark.parametrize("n", [0, 5, 11, 20])
def test_an_lpj_is_signed_on_the_page_of_its_last_section(work, versi, n):
    dana = Dana.objects.get()
    dana.format_lpj = versi
    data = data_of_lpj(dana)
    data["pencairan"] = data["pencairan"][:1] * n
    pages = pages_of(Naskah("LPJ DOK", data))
    (signed,) = (page for page in pages if DEMIKIAN in page)
    head, _, tail = signed.partition(DEMIKIAN)
    assert data["ketua"] in tail
    assert data["bendahara"] in tail
    assert head.rstrip().endswith("2018") or not n  # the last stage came along
    assert "BUKU KAS" in pages[-1].upper()


def test_an_old_paper_says_what_was_sealed_whatever_comes_later(work, tmp_path):
    bast = work.bast.get()
    bast.kondisi = "Diubah kemudian."
    bast.save()
    text = text_of(pdf_bytes(work.dokumen.get(jenis="BAST P2KTD")), tmp_path)
    assert "Baik dan lengkap." in text
    assert "Diubah kemudian." not in text
