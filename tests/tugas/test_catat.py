"""Writing an entry down: what suffices, what is refused and how, what is never lost."""

from datetime import date, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from desa.models import Jejak
from tests import factories
from tests.factories import tugas
from tugas.choices import Bidang, Status
from tugas.models import Bukti, Kegiatan

CREATE = reverse("tugas:create")
DESA_KETIGA = "33.05.12.2002"


def typed(**more):
    return {
        "id": str(uuid7()),
        "desa": factories.wilayah().pk,
        "tugas": "2",
        "uraian": "Rapat persiapan MAD di balai desa.",
        "simpan": "kirim",
    } | more


def file(content=None, name="foto.jpg"):
    return SimpleUploadedFile(name, content or tugas.photo_bytes())


def errors_of(response):
    assert response.status_code == 200
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_three_fields_suffice(login):
    pld = factories.user(Peran.PLD)
    data = typed()

    response = login(pld).post(CREATE, data)

    entry = Kegiatan.objects.get()
    assertRedirects(response, entry.get_absolute_url())
    assert (str(entry.pk), entry.created_by, entry.peran) == (data["id"], pld, "pld")
    assert (entry.status, entry.tanggal, entry.tugas) == ("terkirim", timezone.localdate(), 2)
    assert (entry.tahun, entry.judul) == (entry.tanggal.year, "Rapat persiapan MAD di balai desa")
    assert len(entry.resi) == 9
    assert len(entry.sidik) == 64


def test_after_sending_the_receipt_and_the_time_of_the_place_are_shown(login):
    client = login(factories.user(Peran.PLD, "71.05.12.2001"))
    data = typed(desa=factories.wilayah("71.05.12.2001").pk)
    page = client.post(CREATE, data, follow=True)
    entry = Kegiatan.objects.get()
    assertContains(page, entry.resi)
    assertContains(page, "WITA")
    assertContains(page, "Terkirim")


def test_a_draft_waits_for_its_author(login):
    pld = factories.user(Peran.PLD)
    response = login(pld).post(CREATE, typed(simpan="draf", uraian=""))
    entry = Kegiatan.objects.get()
    assertRedirects(response, entry.get_absolute_url())
    assert (entry.status, entry.resi) == ("draf", None)


def test_a_title_of_ones_own_stays(login):
    login(factories.user(Peran.PLD)).post(CREATE, typed(judul="Rapat I", uraian="x " * 40))
    assert Kegiatan.objects.get().judul == "Rapat I"


@pytest.mark.parametrize("peran", [Peran.TIK, Peran.ADMIN, Peran.PEMANTAU])
def test_who_works_in_no_village_is_told_so(login, peran):
    response = login(factories.user(peran)).get(CREATE)
    assertContains(response, "belum bertugas di desa mana pun", status_code=403)


def test_a_village_out_of_scope_is_refused_and_nothing_stored(login):
    elsewhere = factories.wilayah(factories.DESA_LAIN).pk
    response = login(factories.user(Peran.PLD)).post(CREATE, typed(desa=elsewhere))
    assert errors_of(response) == {"desa": ["Anda tidak bertugas di desa ini."]}
    assert not Kegiatan.objects.exists()


def test_another_village_out_of_scope_is_refused_too(login):
    factories.wilayah(DESA_KETIGA)
    client = login(factories.user(Peran.PD))
    elsewhere = factories.wilayah(factories.DESA_LAIN).pk
    response = client.post(CREATE, typed(desa_lain=[DESA_KETIGA, elsewhere]))
    assert errors_of(response) == {"desa_lain": ["Anda tidak bertugas di desa ini."]}
    assert not Kegiatan.objects.exists()


TOMORROW = timezone.localdate() + timedelta(days=2)


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"uraian": "x" * 4001}, "uraian", "4000 karakter"),
        ({"uraian": "  "}, "uraian", "satu kalimat cukup"),
        ({"uraian": "a\x00b"}, "uraian", "null"),
        ({"desa": "\x00"}, "desa", "tidak bertugas"),
        ({"desa": ""}, "desa", "Pilih desa."),
        ({"tugas": "8"}, "tugas", "8"),
        ({"tugas": ""}, "tugas", "Pilih salah satu tugas."),
        ({"tanggal": TOMORROW.isoformat()}, "tanggal", "belum tiba"),
        ({"tanggal": "0026-01-01"}, "tanggal", "paling awal 1 Januari 2015"),
        ({"tanggal": "kemarin"}, "tanggal", "tanggal"),
        ({"laki": "7", "perempuan": "5", "peserta": "15"}, "peserta",
         "Jumlah L + P (12) tidak sama dengan total peserta (15)."),
        ({"laki": "-1"}, "laki", "0"),
        ({"peserta": "9" * 40}, "peserta", "100000"),
        ({"peserta": "banyak"}, "peserta", "bilangan"),
        ({"mulai": "10:00", "selesai": "09:00"}, "selesai", "lebih awal"),
        ({"mulai": "25:00"}, "mulai", "waktu"),
        ({"judul": "x" * 151}, "judul", "150"),
        ({"jenis": "pesta"}, "jenis", "pesta"),
        ({"tema": "\x00", "tugas": "1"}, "tema", "\x00"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(login, wrong, field, sentence):
    data = typed(hasil="Disepakati tanggal MAD.") | wrong
    response = login(factories.user(Peran.PLD)).post(CREATE, data)
    found = errors_of(response)
    assert list(found) == [field]
    assert sentence in " ".join(found[field])
    assert response.context["form"]["hasil"].value() == data["hasil"]
    assertContains(response, data["id"])
    assert not Kegiatan.objects.exists()


@pytest.mark.parametrize("odd", ["", "bukan-uuid", "\x00", "9" * 400])
def test_a_form_without_a_proper_id_still_counts(login, odd):
    client = login(factories.user(Peran.PLD))
    client.post(CREATE, typed(id=odd, salin=odd, lintang=odd, bujur="1e999", akurasi="nan"))
    entry = Kegiatan.objects.get()
    assert (entry.status, entry.lintang, entry.bujur) == ("terkirim", None, None)


def test_where_the_phone_was_is_kept_as_it_says(login):
    client = login(factories.user(Peran.PLD))
    client.post(CREATE, typed(lintang="-8.123456789012", bujur="112.5", akurasi="18"))
    entry = Kegiatan.objects.get()
    assert (entry.lintang, entry.bujur, entry.akurasi) == (-8.123456789012, 112.5, 18)


def test_l_and_p_make_the_total(login):
    login(factories.user(Peran.PLD)).post(CREATE, typed(laki="7", perempuan="5"))
    assert Kegiatan.objects.get().peserta == 12


def test_the_theme_belongs_to_socialisation_alone(login):
    client = login(factories.user(Peran.PLD))
    client.post(CREATE, typed(tugas="1", tema="ppid"))
    client.post(CREATE, typed(tugas="2", tema="ppid"))
    assert set(Kegiatan.objects.values_list("tugas", "tema")) == {(1, "ppid"), (2, "")}


def test_today_is_the_today_of_the_village(login):
    client = login(factories.user(Peran.PLD, "93.01.12.2001"))
    initial = client.get(CREATE).context["form"].initial
    assert initial["tanggal"] == timezone.localdate(timezone=ZoneInfo("Asia/Jayapura"))


# Once is once


def test_a_second_click_leads_to_the_same_receipt(login):
    client, data = login(factories.user(Peran.PLD)), typed(foto=file())
    first = client.post(CREATE, data)
    data["foto"] = file()
    second = client.post(CREATE, data)
    assert first["Location"] == second["Location"]
    assert (Kegiatan.objects.count(), Bukti.objects.count()) == (1, 1)
    assert Jejak.objects.filter(objek="tugas.Kegiatan", langkah="submit").count() == 1


def test_a_draft_takes_what_was_written_after_going_back(login):
    client, data = login(factories.user(Peran.PLD)), typed(simpan="draf")
    client.post(CREATE, data)
    client.post(CREATE, data | {"simpan": "kirim", "uraian": "Lebih lengkap."})
    entry = Kegiatan.objects.get()
    assert (entry.status, entry.uraian) == ("terkirim", "Lebih lengkap.")


def test_the_form_of_a_discarded_draft_is_spent(login):
    entry = tugas.kegiatan(Status.DIBUANG)
    response = login(entry.created_by).post(CREATE, typed(id=str(entry.pk)))
    assertContains(response, "sudah dibuang", status_code=403)


def test_somebody_elses_id_tells_nothing(login):
    entry = tugas.kegiatan(Status.TERKIRIM, uraian="Rahasia.")
    response = login(factories.user(Peran.PLD)).post(CREATE, typed(id=str(entry.pk)))
    assert response.status_code == 404
    entry.refresh_from_db()
    assert entry.uraian == "Rahasia."


@pytest.mark.django_db(transaction=True)
def test_two_threads_with_one_id_make_one_row():
    pld = factories.user(Peran.PLD)
    data, start, answers = typed(), Barrier(2), []

    def send():
        client = Client()
        client.force_login(pld)
        start.wait()
        answers.append(client.post(CREATE, data | {"foto": file()}))
        connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [a.status_code for a in answers] == [302, 302]
    assert len({a["Location"] for a in answers}) == 1
    assert Kegiatan.objects.count() == 1
    assert Bukti.objects.in_use().count() == 1
    assert Jejak.objects.filter(objek="tugas.Kegiatan", langkah="submit").count() == 1


# Several villages, copies, prefilled


def test_one_form_for_several_villages_is_a_row_for_each(login):
    factories.wilayah(DESA_KETIGA)
    data = typed(desa_lain=[DESA_KETIGA, factories.DESA], foto=file())
    client = login(factories.user(Peran.PD))
    client.post(CREATE, data)
    client.post(CREATE, data | {"foto": file()})

    rows = list(Kegiatan.objects.order_by("desa"))
    assert [(k.desa_id, k.status, k.peran) for k in rows] == [
        (factories.DESA, "terkirim", "pd"),
        (DESA_KETIGA, "terkirim", "pd"),
    ]
    assert {str(k.rombongan) for k in rows} == {data["id"]}
    assert len({k.resi for k in rows}) == 2
    assert [k.tanda for k in rows] == [[], []]
    assert len({b.berkas.name for b in Bukti.objects.all()}) == 1
    assert [len(k.photos()) for k in rows] == [1, 1]


def test_a_copy_takes_all_but_the_day_and_the_photos(login):
    entry = tugas.kegiatan(Status.DITERIMA, tanggal=date(2026, 1, 5), hasil="Sepakat.", laki=3)
    tugas.bukti(entry)
    client = login(entry.created_by)
    form = client.get(CREATE, {"salin": entry.pk}).context["form"]
    assert (form.initial["uraian"], form.initial["hasil"]) == (entry.uraian, "Sepakat.")
    assert form.initial["tanggal"] == timezone.localdate()
    assert not form.photos()

    client.post(CREATE, typed(salin=str(entry.pk)))
    assert Kegiatan.objects.exclude(pk=entry.pk).get().salinan_dari == entry


def test_only_ones_own_entry_can_be_copied(login):
    entry = tugas.kegiatan(Status.DITERIMA)
    form = login(factories.user(Peran.PLD)).get(CREATE, {"salin": entry.pk}).context["form"]
    assert "uraian" not in form.initial


def test_a_next_step_lands_on_a_filled_form(login):
    factories.wilayah(DESA_KETIGA)
    client = login(factories.user(Peran.PD))
    page = client.get(CREATE, {"desa": DESA_KETIGA, "tugas": "1", "tema": "p2ktd", "salin": "x\0"})
    form = page.context["form"]
    assert (form["desa"].value(), form["tugas"].value(), form["tema"].value()) == (
        DESA_KETIGA,
        "1",
        "p2ktd",
    )


def test_many_villages_become_a_list_to_choose_from(login):
    client = login(factories.user(Peran.PD))
    for n in range(1, 8):
        factories.wilayah(f"33.05.12.20{n:02}")
    page = client.get(CREATE)
    assertContains(page, '<select name="desa"')
    assertContains(page, "Pilih desa")


def test_a_kelurahan_is_no_choice(login):
    client = login(factories.user(Peran.PD))
    factories.wilayah()
    kelurahan = factories.wilayah("33.05.12.1001")
    assert "desa" in errors_of(client.post(CREATE, typed(desa=kelurahan.pk)))


# Changing it


def test_edit_changes_a_draft_and_sends_it(login):
    entry = tugas.kegiatan(judul="")
    url = reverse("tugas:edit", args=[entry.pk])
    assertContains(login(entry.created_by).get(url), entry.uraian)
    response = login(entry.created_by).post(url, typed(uraian="Lebih baik.", tanggal="2026-03-04"))
    assertRedirects(response, entry.get_absolute_url())
    entry.refresh_from_db()
    assert (entry.uraian, entry.judul) == ("Lebih baik.", "Lebih baik")
    assert (entry.status, entry.tahun) == ("terkirim", 2026)


def test_edit_is_for_the_author_alone(login):
    entry = tugas.kegiatan(Status.DIKEMBALIKAN)
    response = login(factories.user(Peran.PLD)).get(reverse("tugas:edit", args=[entry.pk]))
    assertContains(response, "Hanya penulisnya", status_code=403)


def test_an_accepted_entry_is_frozen(login):
    entry = tugas.kegiatan(Status.DITERIMA)
    response = login(entry.created_by).post(reverse("tugas:edit", args=[entry.pk]), typed())
    assertContains(response, "status Diterima", status_code=403)


def test_a_mended_point_is_ticked_by_itself(login):
    entry = tugas.kegiatan(Status.DIKEMBALIKAN)
    point = tugas.koreksi(entry, Bidang.URAIAN)
    url = reverse("tugas:edit", args=[entry.pk])
    login(entry.created_by).post(url, typed(uraian="Ditambah siapa yang hadir."))
    point.refresh_from_db()
    entry.refresh_from_db()
    assert point.selesai_at
    assert entry.status == "terkirim"


def test_a_point_that_was_not_touched_asks_for_an_answer(login):
    entry = tugas.kegiatan(Status.DIKEMBALIKAN)
    point = tugas.koreksi(entry, Bidang.URAIAN)
    url, same = reverse("tugas:edit", args=[entry.pk]), typed(uraian=entry.uraian)
    client, field = login(entry.created_by), f"jawaban_{point.pk}"

    assert "belum berubah" in errors_of(client.post(url, same))[field][0]
    client.post(url, same | {field: "Memang hanya itu."})

    point.refresh_from_db()
    entry.refresh_from_db()
    assert (point.jawaban, entry.status) == ("Memang hanya itu.", "terkirim")


def test_saving_first_leaves_the_point_open(login):
    entry = tugas.kegiatan(Status.DIKEMBALIKAN)
    point = tugas.koreksi(entry, Bidang.FOTO)
    url = reverse("tugas:edit", args=[entry.pk])
    login(entry.created_by).post(url, typed(uraian=entry.uraian, simpan="draf"))
    point.refresh_from_db()
    entry.refresh_from_db()
    assert (point.selesai_at, entry.status) == (None, "dikembalikan")


def test_sending_again_keeps_the_receipt(login):
    entry = tugas.kegiatan(Status.DIKEMBALIKAN)
    url = reverse("tugas:edit", args=[entry.pk])
    login(entry.created_by).post(url, typed(uraian="Baru."))
    again = Kegiatan.objects.get()
    assert (again.resi, again.terkirim_at) == (entry.resi, entry.terkirim_at)
    assert again.sidik != entry.sidik
