"""The paper of a month: below 4 MB however many photos, opened and read."""

import subprocess
from datetime import timedelta
from io import BytesIO
from random import Random
from shutil import which

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from desa.actions.foto import encode
from desa.choices import Peran
from tests import factories
from tests.factories import laporan as make
from tests.factories import tugas
from tests.factories.laporan import BULAN, JAM
from tugas.actions import laporan as actions
from tugas.choices import Status
from tugas.naskah import BESAR, NaskahLaporan, data_of


def noisy(seed, size):
    """The worst that a camera can send: nothing in it repeats."""
    noise = Random(seed).randbytes(size[0] * size[1] * 3)  # noqa: S311 -- no secret is drawn
    return ContentFile(encode(Image.frombytes("RGB", size, noise), quality=70), f"{seed}.jpg")


def a_month(entries, photos, size=(320, 240)):
    """A companion with a full month; `photos` to each entry."""
    pld = factories.user(Peran.PLD, nama="Siti Aminah")
    for n in range(entries):
        day = BULAN.awal + timedelta(days=n % 28)
        k = tugas.kegiatan(
            Status.DITERIMA, created_by=pld, tanggal=day, judul=f"Rapat ke-{n}", **JAM
        )
        for i in range(photos):
            tugas.bukti(k, kecil=noisy(n * 10 + i, size))
    return pld


def test_the_data_of_a_report_has_every_day_and_the_receipts():
    pld = a_month(2, 1, (8, 8))
    laporan = actions.submit(BULAN, by=pld)
    data = data_of(laporan)
    assert len(data["hari"]) == 31
    assert sum(h["menit"] for h in data["hari"]) == data["menit"] == 300
    assert all(r["resi"] and r["foto"] for r in data["realisasi"])
    n = NaskahLaporan(make.paper(laporan))
    assert (n.periode, n.jam) == (BULAN, "5 jam")


def words_of(pdf, folder):
    """What can be read in a PDF, one space between the words."""
    paper = folder / "kertas.pdf"
    paper.write_bytes(pdf)
    found = subprocess.run(  # noqa: S603
        [which("pdftotext"), "-layout", paper, "-"], capture_output=True, text=True, check=True
    )
    return " ".join(found.stdout.split())


readable = pytest.mark.skipif(not which("pdftotext"), reason="poppler-utils is not installed")


@readable
def test_the_paper_says_plan_deeds_worksheet_and_why_a_day_is_empty(tmp_path):
    pld = a_month(2, 1, (8, 8))
    make.rencana(pld, BULAN.awal, kegiatan="Sosialisasi di dusun Krajan")
    actions.excuse(BULAN.akhir, by=pld, alasan="sakit", catatan="Demam berdarah")
    laporan = actions.submit(BULAN, by=pld, catatan="Hujan sepanjang bulan.")
    words = words_of(actions.pdf_bytes(make.paper(laporan)), tmp_path)
    for said in (
        "LAPORAN BULANAN INDIVIDUAL", "Siti Aminah", "Pendamping Lokal Desa", "Oktober 2026",
        "Hujan sepanjang bulan.", "Sosialisasi di dusun Krajan", "Rapat ke-0", "Rapat ke-1",
        "Sabtu, 31 Oktober 2026", "Sakit: Demam berdarah", "5 jam", "2 hari",
        "Tidak ada catatan", "Lampiran foto".upper(),
        "diperkecil menjadi paling panjang 320 piksel",
    ):  # fmt: skip
        assert said in words, said
    assert words.count("Minggu, ") == 4


@pytest.mark.slow
def test_forty_entries_and_120_photos_stay_below_four_megabytes(login):
    pld = a_month(40, 3)
    laporan = actions.submit(BULAN, by=pld)
    response = login(pld).get(reverse("tugas:report_paper", args=[laporan.pk]))

    assert response["Content-Type"] == "application/pdf"
    assert len(response.content) < BESAR
    assert make.paper(laporan).berkas.size == len(response.content)
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert len(pdf.pages) > 5
        assert pdf.docinfo["/Title"] == "Laporan bulanan Siti Aminah, Oktober 2026"
        pictures = sum(len(page.get_images()) for page in pdf.pages)
    assert pictures >= 120
