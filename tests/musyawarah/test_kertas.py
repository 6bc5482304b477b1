"""The paper as paper: what stands together, what an archive asks of the file, whose hash it is."""

import io
import json
import re
import shutil
import subprocess
from hashlib import sha256

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from desa.actions.dokumen import canonical, digest
from desa.models import Dokumen
from musyawarah import actions
from musyawarah.buku import SEMUA_BUKU, foldable
from musyawarah.choices import Status
from musyawarah.naskah import BERITA, Naskah
from ppid.lib.pdf import attachment, render_pdf
from tests import factories
from tests.factories.musyawarah import admin, musyawarah, person
from tests.musyawarah.test_naskah import needs_pdf, needs_poppler, text_of
from tests.musyawarah.test_nyata import BASE, NAMES, text_of_pages

AKHIR, SEGEL = "Demikian Berita Acara ini dibuat", "Periksa keaslian naskah ini"
PENANDA = [
    {"sebagai": sebagai, "nama": f"Nama {n}", "jabatan": "Jabatan"}
    for n, sebagai in enumerate(("Pimpinan", "Notulis", "Wakil", "Pendamping", "Mengetahui"))
]


def issued(**fields):
    """A paper with its seal, of data that no database has to hold."""
    data = BASE | {"penandatangan": PENANDA, "kehadiran": [], "keputusan": []} | fields
    text = canonical(data)
    paper = Dokumen(kode="ABCDE23456", versi=1, nomor="001", data=text, sha256_data=digest(text))
    return paper, Naskah(data, paper)


def decisions(n):
    return [{"teks": f"Keputusan ke-{i} disepakati bersama.", "cara": "mufakat"} for i in range(n)]


@needs_pdf
@needs_poppler
@pytest.mark.slow
@pytest.mark.parametrize("n", [1, 6, 9, 12, 15, 18, 21, 24, 27, 30, 40])
def test_signatures_and_seal_stand_together_and_never_alone(n):
    _, paper = issued(keputusan=decisions(n))
    pages = text_of_pages(render_pdf(BERITA, {"n": paper}))
    (signed,) = (page for page in pages if AKHIR in page)
    assert SEGEL in signed
    assert "Mengetahui" in signed
    before = signed.partition(AKHIR)[0]
    assert "Tidak ada." in before  # the end of the last section came along


@needs_pdf
@needs_poppler
def test_thirteen_signatures_may_run_on_but_the_seal_stays_with_the_last():
    many = [{"sebagai": f"Saksi {n}", "nama": f"Nama {n}", "jabatan": ""} for n in range(30)]
    _, paper = issued(keputusan=decisions(14), penandatangan=many)
    pages = text_of_pages(render_pdf(BERITA, {"n": paper}))
    (sealed,) = (page for page in pages if SEGEL in page)
    assert "Nama 29" in sealed


def test_absent_villages_are_named_until_they_would_fill_a_page():
    few, many = ([f"Desa {n}" for n in range(count)] for count in (2, 41))
    said = [list(issued(tanpa_wakil=absent)[1].susunan)[1] for absent in (few, many)]
    assert said == [
        "Desa yang tidak mengirim wakil: Desa 0, Desa 1.",
        "41 dari 9 desa tidak mengirim wakil.",
    ]


# What an archive asks


@needs_pdf
def test_the_file_is_what_pdf_a_3a_asks_for():
    """By ISO 19005-3: an output intent, XMP that names part and level, every font inside, no
    script, no encryption, every attachment related and described; tags down to the tables."""
    dokumen = actions.finalise(musyawarah(Status.NOTULEN), by=admin())
    with pikepdf.open(io.BytesIO(actions.pdf_bytes(dokumen))) as paper:
        root = paper.Root
        (intent,) = root.OutputIntents
        assert (intent.S, "/DestOutputProfile" in intent) == ("/GTS_PDFA1", True)
        metadata = paper.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"]
        assert not paper.is_encrypted
        assert "/JavaScript" not in root.get("/Names", {})
        assert "/OpenAction" not in root
        assert {(str(f.AFRelationship), bool(f.Desc)) for f in root.AF} == {("/Source", True)}
        assert [name for name, font in fonts_of(paper) if not embedded(font)] == []
        tags = set(tags_of(root.StructTreeRoot))
    assert tags >= {"/Document", "/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/L", "/Figure"}


def fonts_of(paper):
    for page in paper.pages:
        yield from page.Resources.get("/Font", {}).items()


def embedded(font):
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return any(key in inner.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def tags_of(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags_of(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        if "/K" in node:
            yield from tags_of(node.K)


@needs_pdf
@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler-utils is not installed here.")
def test_pdfinfo_says_tagged_with_metadata_and_nothing_that_runs():
    dokumen = actions.finalise(musyawarah(Status.NOTULEN), by=admin())
    run = subprocess.run(  # noqa: S603
        [shutil.which("pdfinfo"), "-"],
        input=actions.pdf_bytes(dokumen), capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    told = dict(re.findall(r"^([^:\n]+):\s+(.*)$", run.stdout.decode(), re.MULTILINE))
    assert told["Tagged"] == "yes"
    assert told["JavaScript"] == "no"
    assert told["Encrypted"] == "no"
    assert told["Metadata Stream"] == "yes"
    assert told["PDF version"] == "1.7"


# Whose hash it is


@needs_pdf
@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(NAMES, min_size=1, max_size=4), teks=NAMES, n=st.integers(0, 999))
def test_the_hash_of_what_the_file_carries_is_the_hash_on_record(names, teks, n):
    people = [
        {"nama": nama, "jk": "L", "unsur": "bpd", "jabatan": "", "desa": "", "kode_desa": ""}
        for nama in names
    ]
    said = [{"teks": teks, "cara": "suara", "setuju": n, "menolak": 0, "abstain": 0}]
    dokumen, paper = issued(kehadiran=people, keputusan=said)
    inside = attachment("berita-acara.json", dokumen.data, "Data", None)
    content = render_pdf(BERITA, {"n": paper}, identifier=dokumen.kode, attachments=[inside])
    with pikepdf.open(io.BytesIO(content)) as file:
        carried = file.attachments["berita-acara.json"].get_file().read_bytes()
    assert sha256(carried).hexdigest() == dokumen.sha256_data
    again = json.loads(carried)
    assert canonical(again).encode() == carried
    assert [k["nama"] for k in again["kehadiran"]] == names
    assert (again["keputusan"][0]["teks"], again["keputusan"][0]["setuju"]) == (teks, n)


@needs_pdf
@pytest.mark.parametrize("nama", ["Nur'aini", "Ng", "Muhammad " + "Abdurrahman " * 4 + "Al"])
def test_an_uploaded_paper_is_recomputed_and_the_page_says_the_same_hash(client, nama):
    made, by = musyawarah(Status.NOTULEN), admin()
    person(made, by=by, nama=nama.strip())
    dokumen = actions.finalise(made, by=by)
    content = actions.pdf_bytes(dokumen)
    with pikepdf.open(io.BytesIO(content)) as file:
        carried = file.attachments["berita-acara.json"].get_file().read_bytes()
    upload = SimpleUploadedFile("ba.pdf", content, "application/pdf")
    page = client.post(reverse("desa:check_form"), {"berkas": upload})
    assertContains(page, "Cocok.")
    assertContains(
        client.get(reverse("desa:check", args=[dokumen.kode])), sha256(carried).hexdigest()
    )


# The books


@pytest.mark.parametrize("buku", SEMUA_BUKU.values(), ids=SEMUA_BUKU)
def test_every_column_of_a_book_has_its_width(buku):
    assert len(buku.header) == len(buku.lebar) == len(buku.huruf)


@needs_pdf
@needs_poppler
@pytest.mark.parametrize("buku", SEMUA_BUKU)
def test_no_heading_of_a_book_is_broken_and_no_date_takes_three_lines(login, buku):
    musyawarah(Status.FINAL)
    query = {"buku": buku, "wilayah": factories.KECAMATAN, "tahun": 2018, "bentuk": "pdf"}
    content = login(admin()).get(reverse("musyawarah:books"), query).content
    words = text_of(content).split()
    for heading in SEMUA_BUKU[buku].header:
        for word in heading.split():
            assert word in words
    with pikepdf.open(io.BytesIO(content)) as paper:
        _, _, width, height = paper.pages[0].MediaBox
        assert width > height


def test_only_strokes_become_places_to_break():
    assert foldable("001/BA") == "001/\u200bBA"
    assert foldable(7) == 7
