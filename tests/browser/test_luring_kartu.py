"""Cards of commitment and judgements without signal: written on a page from the cache, sent when
the line is back, there exactly once, with the receipt that the server gave."""

import pytest

from inovasi.choices import Rekomendasi, StatusInovasi
from inovasi.models import Komitmen, Penilaian
from tests import factories
from tests.browser.test_luring import enter, kept, phone, shell_is_there, until
from tests.browser.test_luring_kasus import KEPT, OUTBOX, heading
from tests.factories import inovasi
from tests.factories.tugas import photo_bytes
from tugas.models import Kiriman

pytestmark = pytest.mark.browser
__all__ = ["phone"]


def keep_page(page, address):
    """Opened once with signal, so that it opens without."""
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    page.goto(address)
    until(page, lambda: page.evaluate(f"caches.match('{address}').then(Boolean)"))


def promise(page, name):
    page.goto("/komitmen/isi/")
    page.locator("[name=desa]").select_option(factories.DESA)
    page.locator("[name=bidang]").select_option("pel")
    page.locator("[name=nama_kegiatan]").fill(name)
    page.locator("[name=perkiraan_biaya]").fill("40.000.000")
    page.locator("[name=kades_nama]").fill("Sutrisno")
    content = photo_bytes((900, 700))
    files = {"name": "kartu.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.locator("input[name=foto]").set_input_files(files)
    page.get_by_text("Biaya kirim sekitar").wait_for()
    page.get_by_role("button", name="Simpan kartu").click()
    page.get_by_text(KEPT).wait_for()


def test_two_cards_of_commitment_are_written_without_signal(phone):
    """Both from one page in the cache: each gets a number of its own."""
    page = phone
    keep_page(page, "/komitmen/isi/")
    page.context.set_offline(True)
    for n in (1, 2):
        promise(page, f"Sumur resapan {n}")
    assert not Komitmen.objects.exists()
    page.context.set_offline(False)
    page.goto(OUTBOX)
    heading(page, "Terkirim (2)")
    cards = Komitmen.objects.order_by("nama_kegiatan")
    assert [k.nama_kegiatan for k in cards] == ["Sumur resapan 1", "Sumur resapan 2"]
    assert all(k.foto_sha256 for k in cards)
    receipts_are_shown(page, 2)


def receipts_are_shown(page, count):
    """The number that the phone keeps is the number that the server gave."""
    given = set(Kiriman.objects.values_list("resi", flat=True))
    assert len(given) == count
    assert {row[2] for row in kept(page, "terkirim")} == given
    for resi in given:
        page.get_by_text(f"Resi {resi}").wait_for()


@pytest.mark.parametrize(
    ("rekomendasi", "status"),
    [(Rekomendasi.LAYAK, "diverifikasi_tpid"), (Rekomendasi.PERBAIKI, "dikembalikan")],
)
def test_a_judgement_is_made_without_signal(phone, rekomendasi, status):
    page, made = phone, inovasi.inovasi(StatusInovasi.DIAJUKAN)
    enter(page, inovasi.verifier())
    address = f"/inovasi/{made.pk}/nilai/"
    keep_page(page, address)
    page.context.set_offline(True)
    page.goto(address)
    for row in page.locator(".kriteria").all():
        row.get_by_label("2 – ya").check()
    page.locator(f"[name=rekomendasi][value={rekomendasi}]").check()
    page.locator("[name=cara][value=dokumen]").check()
    page.locator("[name=alasan]").fill("Hasilnya sudah dilihat di dusun.")
    page.get_by_role("button", name="Simpan penilaian").click()
    page.get_by_text(KEPT).wait_for()
    assert not Penilaian.objects.exists()
    page.context.set_offline(False)
    page.goto(OUTBOX)
    heading(page, "Terkirim (1)")
    made.refresh_from_db()
    assert (made.status, Penilaian.objects.count()) == (status, 1)
    receipts_are_shown(page, 1)
