"""Every paper of a forum is what an archive asks for: PDF/A-3a, tagged so that it can be heard."""

import io

import pikepdf
import pytest
from django.urls import reverse

from musyawarah import actions
from musyawarah.buku import SEMUA_BUKU
from musyawarah.choices import Cara, JenisMusyawarah, Status
from ppid.lib import pdf
from tests import factories
from tests.arsip import lacks
from tests.factories.musyawarah import (
    admin,
    decision,
    follow_up,
    musyawarah,
    person,
    photo,
)
from tests.musyawarah.test_naskah import needs_pdf, needs_poppler, text_of

NAMA = ("Nur'aini", "Ng", "Žarko Đorđević", "Muhammad Abdurrahman Wahid Al-Ayyubi bin Kusumo")


def said(content):
    return sorted(set(lacks(content)))


def full(jenis=JenisMusyawarah.MAD_1):
    """One in which every section of the paper has something to say."""
    made, by = musyawarah(Status.NOTULEN, jenis, jalannya="Dibuka oleh Camat."), admin()
    for nama in NAMA:
        person(made, by=by, nama=nama, jabatan="Ketua BPD")
    decision(made, by=by, teks="Memilih.", cara=Cara.SUARA, setuju=3, menolak=1, abstain=0)
    follow_up(made, by=by)
    actions.add_row(made, "narasumber", by=by, nama="Tenaga Ahli", jabatan="TAPM", materi="PID")
    point = made.mata_acara.first()
    actions.add_row(
        made, "tanya", by=by, mata_acara=point, penanya="Ng", asal="Desa", pertanyaan="Kapan?",
        jawaban="Besok.",
    )  # fmt: skip
    photo(made, by=by)
    return made


@needs_pdf
@pytest.mark.slow
@pytest.mark.parametrize("jenis", JenisMusyawarah.values)
def test_a_berita_acara_of_every_kind_is_fit_for_the_archive(jenis):
    dokumen = actions.finalise(full(jenis), by=admin())
    assert said(actions.pdf_bytes(dokumen)) == []


@needs_pdf
@pytest.mark.parametrize("paper", ["letter", "agenda", "sheet"])
def test_so_is_what_goes_to_the_meeting(login, paper):
    made = musyawarah(Status.DIUNDANG, diundang=None)
    for nama in NAMA:
        person(made, nama=nama, hadir=False)
    content = login(admin()).get(reverse(f"musyawarah:{paper}", args=[made.pk])).content
    assert said(content) == []


@needs_pdf
@pytest.mark.parametrize("buku", SEMUA_BUKU)
def test_so_is_every_book(login, buku):
    actions.finalise(full(), by=admin())
    query = {"buku": buku, "wilayah": factories.KECAMATAN, "tahun": 2018, "bentuk": "pdf"}
    assert said(login(admin()).get(reverse("musyawarah:books"), query).content) == []


# The checker is no rubber stamp


def paper(html, **options):
    engine = pdf._engine()["HTML"]
    return engine(string=f"<html lang=id><title>x</title>{html}").write_pdf(**options)


ARSIP = {"pdf_variant": "pdf/a-3a"}


@needs_pdf
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (lambda: paper("<p>Halo"), "it does not say that it is tagged"),
        (lambda: paper("<p>Halo", pdf_variant="pdf/a-2b"), "XMP does not say PDF/A-3a"),
        (lambda: paper("<table><tr><th>A<tr><td>b", **ARSIP), "a table head does not say"),
        (lambda: paper("<p>Halo", **ARSIP) + b"lagi", "something stands behind the end"),
    ],
)
def test_what_an_archive_would_refuse_is_named(content, complaint):
    assert [s for s in said(content()) if complaint in s] != []


@needs_pdf
def test_a_script_put_in_later_a_font_taken_out_and_loose_paint_are_named():
    with pikepdf.open(io.BytesIO(paper("<p>Halo", **ARSIP))) as file:
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        (font,) = file.pages[0].Resources.Font.values()
        del font.DescendantFonts[0].FontDescriptor.FontFile2
        file.pages[0].contents_add(b"0 1 1 0 k 0 0 9 9 re f")
        out = io.BytesIO()
        file.save(out)
    told = " ".join(said(out.getvalue()))
    assert "the catalog has /OpenAction" in told
    assert "it is not inside the file" in told
    assert "a colour of print" in told
    assert "f paints something that is neither tagged nor an artifact" in told


@needs_pdf
@needs_poppler
def test_the_line_in_the_margin_is_printed_and_belongs_to_the_page():
    content = actions.pdf_bytes(actions.finalise(full(), by=admin()))
    assert "Halaman 1 dari" in text_of(content)
    with pikepdf.open(io.BytesIO(content)) as file:
        drawn = [
            str(told.operands[0])
            for told in pikepdf.parse_content_stream(file.pages[0])
            if str(told.operator) == "BDC" and told.operands[1].get("/Type") == "/Pagination"
        ]
    assert set(drawn) == {"/Artifact"}
    assert len(drawn) >= 2  # what the paper is, and the page
