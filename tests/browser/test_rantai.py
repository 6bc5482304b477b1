"""The whole chain on a phone, by the right roles: from a card on a table to work that is done and
paid from a village budget; and what each role is refused. Without a script."""

import re
from datetime import date

import pytest

from desa.choices import Jabatan, Peran
from inovasi.models import Bursa, Inovasi, KartuIde, Komitmen, MenuInovasi
from inovasi.rantai import Rantai
from tests import factories
from tests.browser.conftest import PATIENCE, PHONE
from tests.factories.tugas import photo_bytes

pytestmark = pytest.mark.browser
SANDI = "Salam-inovasi-2026"
COLOURS = {"50": "olive", "100": "green"}
SEBELAH = "33.05.12.2002"  # the village that copies
WHO = {
    "pld": (Peran.PLD, factories.DESA, ""),
    "pld-sebelah": (Peran.PLD, SEBELAH, ""),
    "tpid": (Peran.TPID, factories.KECAMATAN, Jabatan.KETUA),
    "verifikator": (Peran.TPID, factories.KECAMATAN, Jabatan.VERIFIKATOR),
    "tik": (Peran.TIK, factories.KABUPATEN, Jabatan.POKJA_PPID),
    "pemantau": (Peran.PEMANTAU, factories.KABUPATEN, ""),
}


@pytest.fixture
def masuk(transactional_db, settings, live_server, browser):
    """masuk("pld"): that person's phone; masuk(None): somebody who passes by."""
    settings.SECOND_FACTOR_FORCED = False
    settings.PPID_ADDRESS = live_server.url
    for username, (peran, kode, jabatan) in WHO.items():
        person = factories.user(peran, kode, jabatan)
        person.username = username
        person.set_password(SANDI)
        person.save()
    contexts = []

    def masuk(account):
        context = browser.new_context(
            viewport=PHONE, base_url=live_server.url, locale="id-ID", java_script_enabled=False
        )
        context.set_default_timeout(3 * PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if account:
            page.goto("/masuk/")
            page.get_by_label("Nama pengguna atau nomor HP").fill(account)
            page.get_by_label("Kata sandi", exact=True).fill(SANDI)
            page.get_by_role("button", name="Masuk").click()
            page.get_by_role("heading", level=1).filter(has_text="Selamat datang").wait_for()
        return page

    yield masuk
    for context in contexts:
        context.close()


def fill(page, **values):
    """Type into fields by their names; a list ticks, a tuple chooses."""
    for name, value in values.items():
        field = page.locator(f"main [name={name}]")
        if isinstance(value, tuple):
            field.select_option(value[0])
        elif isinstance(value, list):
            page.locator(f"main [name={name}][value='{value[0]}']").check()
        elif value is True:
            field.check()
        else:
            field.fill(str(value))


def press(page, name):
    """A button that sends a form; some answers print a PDF first."""
    with page.expect_navigation(timeout=6 * PATIENCE):
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def take(page, path, label, note=""):
    """A step: its button on the page, then the page that confirms it."""
    page.goto(path)
    page.locator("main").get_by_role("link", name=label, exact=True).first.click()
    page.wait_for_load_state()
    if note:
        page.locator("main [name=catatan]").fill(note)
    press(page, label)


def refused(page, path, sentence):
    page.goto(path)
    assert re.search(sentence, page.locator("body").inner_text()), path


def write_card(page):
    page.goto("/kartu-ide/tulis/")
    fill(page, judul="Bank sampah dusun Krajan", bidang=["infrastruktur"], pengusul="Ibu Kader",
         jabatan=("tokoh",), masalah="Sampah dibakar di pekarangan.")  # fmt: skip
    page.locator("main [name=sudah_berjalan]").check()
    fill(page, sejak_tahun=2017)
    press(page, "Simpan kartu")
    return KartuIde.objects.get()


def write_innovation(page, inovasi):
    page.goto(f"/inovasi/{inovasi.pk}/ubah/")
    fill(page, sub_bidang=("sampah",), ringkasan="Warga menabung sampah terpilah.",
         masalah="Sampah dibakar di pekarangan.", kebaruan="Buku tabungan per dusun.",
         sudah_berjalan=True, tahun_mulai=2017, biaya=12_000_000, sumber_dana=("dd",),
         hasil="Sampah terpilah naik.", hasil_satuan="kg per bulan", hasil_sebelum=20,
         hasil_sesudah=410, keberlanjutan="Perdes dan pengurus tetap.")  # fmt: skip
    press(page, "Simpan")
    for butir in inovasi.kriteria.butir:
        if butir["bukti"]:
            page.goto(f"/inovasi/{inovasi.pk}/bukti/?kriteria={butir['kode']}")
            fill(page, teks="APBDes 2018, baris 2.1.3.")
            press(page, "Simpan bukti")


DOKUMEN = {
    "isi/pembuka": {"ringkasan": "Warga menabung sampah.", "latar_belakang": "Sampah menumpuk.",
                    "gagasan": "Dimulai ibu PKK."},
    "isi/penutup": {"syarat_replikasi": "Ada pengepul dalam jarak 15 km."},
    "isi/kontak": {"kontak_nama": "Rini Hidayat", "kontak_hp": "0813-1111-2222",
                   "kontak_setuju": True},
    "daftar/langkah": {"langkah-0-langkah": "Rapat dusun", "langkah-0-waktu": "Minggu 1",
                       "langkah-0-pelaku": "Kadus", "langkah-0-biaya": "200.000",
                       "langkah-1-langkah": "Beli timbangan", "langkah-1-biaya": "900.000"},
    "daftar/pembiayaan": {"pembiayaan-0-sumber": ("dd",), "pembiayaan-0-jumlah": "12.000.000"},
    "daftar/hasil": {"hasil-0-ukuran": "Sampah terpilah", "hasil-0-satuan": "kg",
                     "hasil-0-sebelum": 20, "hasil-0-sesudah": 410},
    "daftar/informan": {"informan-0-nama": "Warsito", "informan-0-unsur": ("tokoh",),
                        "informan-0-metode": ("wawancara",)},
}  # fmt: skip


def write_document(page, inovasi):
    """Block by block, list by list, and a photo with the consent of those in it."""
    base = f"/inovasi/{inovasi.pk}/dokumen"
    for part, values in DOKUMEN.items():
        page.goto(f"{base}/{part}/")
        fill(page, **values)
        press(page, "Simpan")
    page.goto(f"{base}/foto/")
    fill(page, keterangan="Penimbangan di halaman balai dusun", persetujuan=True)
    picture("main [name=foto]", page, "teal")
    press(page, "Simpan foto")


def picture(selector, page, color):
    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes(color=color)}
    page.locator(selector).set_input_files(photo)


def hold_bursa(page):
    today = date.today()
    page.goto("/bursa/baru/")
    fill(page, nama="Bursa Inovasi Desa", tahun=today.year, tingkat=("kecamatan",),
         tanggal=today.isoformat(), lokasi="Pendopo")  # fmt: skip
    press(page, "Simpan")
    bursa = Bursa.objects.get()
    take(page, bursa.get_absolute_url(), "Mulai")
    return bursa


def judge(page, inovasi):
    page.goto(f"/inovasi/{inovasi.pk}/nilai/")
    for radio in page.locator(".skor label:first-child input").all():
        radio.check()
    fill(page, rekomendasi=["layak"], cara=["kunjungan"])
    press(page, "Simpan penilaian")


def promise(page, menu, bursa):
    page.goto(menu.get_absolute_url())
    assert page.get_by_role("link", name="Catat minat desa").is_visible()
    page.goto(f"/kartu-inovasi/isi/?menu={menu.kode}&bursa={bursa.pk}")
    press(page, "Simpan minat")
    page.get_by_role("link", name="Jadikan komitmen").click()
    fill(page, perkiraan_biaya="40 jt", kades_nama="Sutrisno", kades_ttd="2026-10-01",
         bpd_nama="Wahyuni", bpd_ttd="2026-10-02")  # fmt: skip
    press(page, "Simpan kartu")
    return Komitmen.objects.get()


def budget_line(page, komitmen, dokumen):
    page.goto(f"/perencanaan/baru/?komitmen={komitmen.pk}")
    fill(page, dokumen=(dokumen,), nomor="7 Tahun 2026", tanggal="2026-10-20",
         kode_kegiatan="2.3.14", anggaran="35.000.000")  # fmt: skip
    press(page, "Simpan baris")


def report(page, komitmen, persen, rupiah, **more):
    page.goto(f"/komitmen/{komitmen.pk}/lapor/")
    fill(page, persen=(persen,), realisasi=rupiah, uraian="Bangunan berdiri.", **more)
    picture("main [name=foto]", page, COLOURS[persen])
    press(page, "Simpan laporan")


def from_card_to_menu(masuk, pld, tpid, tik):
    kartu = write_card(pld)
    refused(pld, f"/kartu-ide/{kartu.pk}/langkah/recap/", "tidak berwenang untuk “Rekap”")
    take(tpid, kartu.get_absolute_url(), "Rekap")
    refused(tpid, f"/kartu-ide/{kartu.pk}/langkah/accept/", "tidak berwenang")
    take(tik, kartu.get_absolute_url(), "Tetapkan inovatif")
    inovasi = Inovasi.objects.get(kartu_ide=kartu)
    write_innovation(pld, inovasi)
    take(pld, inovasi.get_absolute_url(), "Ajukan")
    refused(pld, f"/inovasi/{inovasi.pk}/nilai/", "tidak berwenang|pekerjaan Anda sendiri")
    refused(tik, f"/inovasi/{inovasi.pk}/nilai/", "tidak berwenang|tidak berlaku|tidak menunggu")
    judge(masuk("verifikator"), inovasi)
    judge(tik, inovasi)
    take(pld, inovasi.get_absolute_url(), "Mulai dokumentasi")
    refused(masuk("pemantau"), f"/inovasi/{inovasi.pk}/dokumen/isi/pembuka/", "tidak berwenang")
    write_document(pld, inovasi)
    take(pld, inovasi.get_absolute_url(), "Selesai dikemas")
    refused(pld, f"/inovasi/{inovasi.pk}/langkah/validate/", "tidak berwenang|sendiri")
    take(tik, inovasi.get_absolute_url(), "Validasi")
    take(tik, inovasi.get_absolute_url(), "Terbitkan di menu")
    return MenuInovasi.objects.get(inovasi=inovasi)


@pytest.mark.slow
def test_from_a_card_on_a_table_to_work_paid_from_the_village_budget(masuk):
    pld, tpid, tik = masuk("pld"), masuk("tpid"), masuk("tik")
    menu = from_card_to_menu(masuk, pld, tpid, tik)
    anybody = masuk(None)
    anybody.goto(menu.get_absolute_url())
    assert "Bank sampah dusun Krajan" in anybody.locator("h1").inner_text()

    sebelah, verifikator = masuk("pld-sebelah"), masuk("verifikator")
    refused(sebelah, "/bursa/baru/", "diselenggarakan oleh TPID")
    bursa = hold_bursa(tpid)
    komitmen = promise(sebelah, menu, bursa)
    assert komitmen.bursa == bursa
    take(tpid, bursa.get_absolute_url(), "Tutup")
    refused(masuk("pemantau"), f"/komitmen/{komitmen.pk}/lapor/", "tidak berwenang melaporkan")
    refused(pld, komitmen.get_absolute_url(), "tidak ditemukan|tidak ada")
    for dokumen in ("rkpdes", "apbdes"):
        budget_line(sebelah, komitmen, dokumen)
    line = komitmen.butir.get(dokumen="apbdes")
    refused(sebelah, f"/perencanaan/{line.pk}/langkah/verify/", "tidak berwenang|sendiri")
    take(verifikator, line.get_absolute_url(), "Verifikasi")
    report(sebelah, komitmen, "50", "20.000.000")
    report(sebelah, komitmen, "100", "34.000.000", hasil="40 rumah menabung, sesuai janji.",
           pelajaran="Mulai dari satu dusun.", boleh_tampil=True)  # fmt: skip

    komitmen.refresh_from_db()
    assert (komitmen.status, komitmen.dianggarkan, komitmen.direalisasi) == (
        "selesai", 35_000_000, 34_000_000,
    )  # fmt: skip
    assert {m.keadaan for m in Rantai(komitmen).mata} == {"ada"}
    sebelah.goto(f"/rantai/{komitmen.pk}/")
    assert sebelah.locator(".rantai-ada").count() == 10
    anybody.reload()
    assert "Mulai dari satu dusun." in anybody.locator("main").inner_text()
    assert "Rini Hidayat" in anybody.locator("main").inner_text()  # who agreed to be asked
