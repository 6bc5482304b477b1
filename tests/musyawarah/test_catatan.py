"""Delays, deadlines, questions, photos, two people who write at once."""

import json
from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from desa.choices import Peran
from musyawarah import actions
from musyawarah.choices import Lama, Status
from musyawarah.data import data_of
from musyawarah.forms import PARTS, ROW_FORMS
from musyawarah.hari_kerja import report_deadline
from musyawarah.models import HariLibur, Musyawarah
from musyawarah.naskah import Naskah
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import tugas
from tests.factories.musyawarah import admin, holiday, musyawarah, person, photo
from tests.musyawarah.test_naskah import needs_pdf, needs_poppler, text_of


def fresh(made):
    return Musyawarah.objects.get(pk=made.pk)


# Deadlines


@pytest.mark.parametrize(
    ("held", "due"),
    [
        (date(2018, 8, 27), date(2018, 9, 5)),  # Monday; one weekend between
        (date(2018, 8, 31), date(2018, 9, 11)),  # Friday; two weekends
        (date(2026, 8, 13), date(2026, 8, 26)),  # Independence Day and Maulid on the way
    ],
)
def test_the_report_is_due_after_seven_working_days(held, due):
    assert report_deadline(held) == due


def test_days_off_that_an_admin_enters_move_the_deadlines_of_what_is_open():
    made, sealed = musyawarah(), musyawarah(Status.FINAL)
    assert made.batas_laporan == date(2018, 9, 5)
    libur = holiday(tanggal=date(2018, 9, 3))
    assert fresh(made).batas_laporan == date(2018, 9, 6)
    assert fresh(sealed).batas_laporan == date(2018, 9, 5)
    assert musyawarah().batas_laporan == date(2018, 9, 6)
    assert musyawarah(kode="33.06.01").batas_laporan == date(2018, 9, 5)
    actions.remove_holiday(libur, by=admin())
    assert fresh(made).batas_laporan == date(2018, 9, 5)


def test_days_off_are_the_admins(login):
    url = reverse("musyawarah:holidays")
    data = {"wilayah": factories.KABUPATEN, "tanggal": "2018-09-11", "nama": "Libur"}
    login(admin()).post(url, data)
    assert HariLibur.objects.get().nama == "Libur"
    response = login(factories.user(Peran.PD)).post(url, data)
    assert "wilayah" in response.context["form"].errors
    with pytest.raises(NotAllowed, match="Hanya Admin"):
        actions.remove_holiday(HariLibur.objects.get(), by=factories.user(Peran.PD))
    response = login(admin()).post(url, data)
    assertContains(response, "sudah", status_code=response.status_code)


def test_late_minutes_are_found(login):
    late = musyawarah(Status.NOTULEN, judul="Terlambat")
    musyawarah(Status.FINAL, judul="Selesai")
    musyawarah(judul="Belum dimulai")
    response = login(admin()).get("/musyawarah/?terlambat=on")
    assert [m.judul for m in response.context["halaman"]] == ["Terlambat"]
    assertContains(login(admin()).get(late.get_absolute_url()), "Notulen terlambat")


# Delays


@pytest.mark.parametrize(
    ("lama", "tanggal", "mulai"),
    [
        (Lama.JAM, date(2018, 8, 27), time(12, 0)),
        (Lama.HARI, date(2018, 8, 30), time(9, 0)),
        (Lama.LAIN, date(2018, 8, 27), time(9, 0)),
    ],
)
def test_a_delay_moves_the_clock_and_stands_in_the_minutes(lama, tanggal, mulai):
    made, by = musyawarah(), admin()
    person(made, by=by)
    actions.postpone(made, by=by, catatan="Kuorum belum tercapai.", lama=lama)
    actions.resume(made, by=by)

    made = fresh(made)
    assert (made.tanggal, made.mulai) == (tanggal, mulai)
    (said,) = Naskah(data_of(made)).penundaan
    assert said == (
        "Musyawarah semula dijadwalkan Senin, 27 Agustus 2018 pukul 09.00 WIB; saat itu hadir 1 "
        f"dari 9 orang, lalu ditunda {lama.label} karena: Kuorum belum tercapai. "
        "Sesudah itu musyawarah dilanjutkan."
    )


def test_three_hours_do_not_pass_midnight():
    made = musyawarah(mulai=time(22, 0), selesai=None)
    with pytest.raises(NotAllowed, match="berganti hari"):
        actions.postpone(made, by=admin(), catatan="x", lama=Lama.JAM)


def test_the_page_asks_for_how_long(login):
    made = musyawarah()
    url = reverse("musyawarah:step", args=[made.pk, "postpone"])
    login(admin()).post(url, {"lama": "3_hari", "catatan": "Kuorum."})
    assert fresh(made).tanggal == date(2018, 8, 30)
    assert made.penundaan.get().lama == Lama.HARI


def test_women_poor_and_disabled_are_counted(login):
    made = musyawarah()
    person(made, jenis_kelamin="P", miskin=True)
    person(made, jenis_kelamin="L", disabilitas=True)
    person(made, jenis_kelamin="L", disabilitas=True, hadir=False)
    said = list(Naskah(data_of(fresh(made))).susunan)
    assert said[-3:] == [
        "Peserta perempuan 1 orang (50 persen).",
        "Peserta dari rumah tangga miskin 1 orang.",
        "Peserta penyandang disabilitas 1 orang.",
    ]
    page = login(admin()).get(reverse("musyawarah:attendance", args=[made.pk]))
    assertContains(page, "Perempuan 50% dari yang hadir")


# Questions and photos


@needs_pdf
@needs_poppler
def test_questions_stand_under_their_point_and_photos_in_an_annex(login):
    made, by = musyawarah(Status.NOTULEN), admin()
    point = made.mata_acara.get(judul="Tanya jawab")
    row = {"penanya": "Nur'aini", "asal": "Desa 1", "pertanyaan": "Kapan?", "jawaban": "Besok."}
    form = ROW_FORMS["tanya"](row | {"mata_acara": point.pk}, musyawarah=made)
    assert form.is_valid(), form.errors
    actions.add_row(made, "tanya", by=by, **form.cleaned_data)
    actions.add_row(made, "tanya", by=by, penanya="Ng", pertanyaan="Di mana?")
    url = reverse("musyawarah:photos", args=[made.pk])
    file = SimpleUploadedFile("a.jpg", tugas.photo_bytes())
    login(by).post(url, {"foto": file, "keterangan": "Pembukaan oleh Camat", "izin": "on"})
    actions.finalise(made, by=by)

    client = login(by)
    text = text_of(client.get(reverse("musyawarah:minutes", args=[made.pk])).content)
    assert "7. Tanya jawab Nur'aini (Desa 1): Kapan? Tanggapan: Besok." in text
    assert "Tanya jawab lainnya Ng: Di mana?" in text
    assert "LAMPIRAN 3 FOTO" in text.upper()
    assert "1. Pembukaan oleh Camat" in text
    foto = made.foto.get()
    small = client.get(reverse("musyawarah:photo", args=[made.pk, foto.pk]) + "?ukuran=kecil")
    assert small.content.startswith(b"\xff\xd8")


def test_a_photo_is_checked_by_its_content_and_sent_twice_is_one(login):
    made, client = musyawarah(), login(admin())
    url = reverse("musyawarah:photos", args=[made.pk])

    def send(content):
        data = {"foto": SimpleUploadedFile("a.jpg", content), "keterangan": "A", "izin": "on"}
        return client.post(url, data)

    assertContains(send(b"<script>"), "bukan foto")
    content = tugas.photo_bytes()
    send(content)
    send(content)
    foto = made.foto.get()
    client.post(reverse("musyawarah:photo_remove", args=[made.pk, foto.pk]))
    assert made.foto.get().dicabut
    assert data_of(fresh(made))["foto"] == []


def test_a_sealed_paper_keeps_a_photo_taken_back_later():
    made, by = musyawarah(Status.NOTULEN), admin()
    foto = photo(made)
    dokumen = actions.finalise(made, by=by)
    actions.reopen(made, by=by, catatan="Foto salah.")
    actions.withdraw_photo(made, foto, by=by)
    ((caption, picture),) = Naskah.of(dokumen).foto
    assert caption == "Suasana musyawarah"
    assert picture.startswith("data:image/jpeg;base64,")
    assert json.loads(actions.finalise(made, by=by).data)["foto"] == []


# Two people write at once


def course(made, user=None, **data):
    return PARTS["jalannya"](data or None, instance=fresh(made))


def test_the_second_writer_is_shown_both_texts_whose_and_when(login):
    made, first = musyawarah(), factories.user(Peran.PD, nama="Bambang")
    seen = course(made)["semula"].value()
    actions.edit(made, by=first, jalannya="Tulisan Bambang.")
    url = reverse("musyawarah:edit", args=[made.pk, "jalannya"])
    client = login(admin())

    response = client.post(url, {"jalannya": "Tulisan saya.", "semula": seen})

    assertContains(response, "diubah oleh Bambang pada")
    assertContains(response, "Tulisan Bambang.")
    assertContains(response, "Tulisan saya.")
    assert fresh(made).jalannya == "Tulisan Bambang."
    again = response.context["form"]["semula"].value()
    client.post(url, {"jalannya": "Tulisan Bambang. Tulisan saya.", "semula": again})
    assert fresh(made).jalannya == "Tulisan Bambang. Tulisan saya."


def test_different_fields_do_not_collide():
    made, by = musyawarah(), admin()
    seen = course(made)["semula"].value()
    actions.edit(made, by=by, jalannya="Orang lain.")
    form = course(made, jalannya="", catatan_kuorum="Saya.", semula=seen)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["jalannya"] == "Orang lain."
    assert form.cleaned_data["catatan_kuorum"] == "Saya."


def test_rows_collide_row_by_row(login):
    made, by = musyawarah(), factories.user(Peran.PD, nama="Bambang")
    row = made.mata_acara.first()
    url = reverse("musyawarah:row_edit", args=[made.pk, "mata_acara", row.pk])
    client = login(admin())
    seen = client.get(url).context["form"]["semula"].value()
    actions.change_row(made, "mata_acara", row.pk, by=by, pembahasan="Versi Bambang.")
    data = {"judul": row.judul, "urutan": row.urutan, "pembahasan": "Versi saya.", "semula": seen}
    response = client.post(url, data)
    assertContains(response, "diubah oleh Bambang")
    row.refresh_from_db()
    assert row.pembahasan == "Versi Bambang."


@pytest.mark.parametrize("semula", ["", "{", "[]", '"x"', '{"jalannya": 5}', '{"lain": "x"}'])
def test_a_mark_that_is_none_breaks_nothing(semula):
    form = course(musyawarah(), jalannya="A", catatan_kuorum="", semula=semula)
    assert form.is_valid() or "jalannya" in form.errors
