"""The rule of the month as data, days off, the photo of an unreachable day, papers in a rush."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran
from desa.models import Dokumen
from musyawarah.models import HariLibur
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import laporan as make
from tests.factories.laporan import BULAN, HARI
from tests.factories.tugas import photo_bytes
from tugas.actions import laporan as actions
from tugas.models import AturanLaporan, HariKosong
from tugas.models.laporan import month_of, rule_for

DAYS = {"hari_koreksi": 5, "hari_batas": 7}


def rule(kode=factories.KABUPATEN, berlaku=BULAN.awal, **days):
    place = factories.wilayah(kode)
    by = factories.user(Peran.ADMIN, kode)
    return actions.set_rule(by=by, wilayah=place, berlaku=berlaku, **(DAYS | days))


def last_day(kode=factories.DESA, bulan=BULAN):
    return rule_for(kode, bulan).hari_batas


# The rule


def test_where_nobody_has_said_anything_the_fourth_is_the_last_day():
    assert last_day() == 4


def test_the_nearest_place_that_said_something_holds():
    rule("00", hari_batas=8)
    assert last_day() == 8
    rule(hari_batas=6)
    assert (last_day(), last_day(f"{factories.KABUPATEN_LAIN}.01.2001")) == (6, 8)


def test_it_holds_from_its_month_on():
    rule(hari_batas=6)
    rule(berlaku=BULAN.next.awal, hari_batas=9)
    months = [BULAN.previous, BULAN, BULAN.next, BULAN.next.next]
    assert [last_day(bulan=m) for m in months] == [4, 6, 9, 9]


def test_said_again_for_the_same_month_the_later_word_holds():
    rule(hari_batas=6)
    rule(hari_batas=10)
    assert (last_day(), AturanLaporan.objects.count()) == (10, 1)


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.ADMIN])
def test_nobody_but_an_admin_sets_it(peran):
    by = factories.user(peran)
    with pytest.raises(NotAllowed):
        actions.set_rule(
            by=by, wilayah=factories.wilayah(factories.KABUPATEN), berlaku=BULAN.awal, **DAYS
        )


def test_no_kecamatan_has_a_rule_of_its_own():
    with pytest.raises(NotAllowed):
        rule(factories.KECAMATAN)


def test_a_report_keeps_the_day_that_held_when_it_was_handed_in(login):
    made = make.excused()
    assert made.batas == date(2026, 11, 4)
    rule(hari_batas=9)
    actions.send_back(made, by=factories.user(Peran.PD), catatan="Lengkapi.")
    assert actions.submit(BULAN, by=made.created_by).batas == date(2026, 11, 4)
    assert make.excused().batas == date(2026, 11, 9)


def test_the_page_sets_it_and_the_month_page_says_it(login):
    admin, pld = factories.user(Peran.ADMIN), factories.user(Peran.PLD)
    data = {"wilayah": factories.KABUPATEN, "berlaku": BULAN.kunci} | DAYS
    login(admin).post(reverse("tugas:report_rules"), data)
    assert last_day() == 7
    page = login(pld).get(f"{reverse('tugas:month')}?bulan={BULAN.kunci}")
    assert "Perbaikan sampai 5 November 2026, batas akhir 7 November 2026" in page.text


def test_an_end_before_the_mending_day_is_refused(login):
    data = {"wilayah": factories.KABUPATEN, "berlaku": BULAN.kunci}
    data |= {"hari_koreksi": 5, "hari_batas": 4}
    page = login(factories.user(Peran.ADMIN)).post(reverse("tugas:report_rules"), data)
    assert "hari_batas" in page.context["form"].errors
    assert last_day() == 4


def test_the_rules_are_no_page_for_others(login):
    assert login(factories.user(Peran.PD)).get(reverse("tugas:report_rules")).status_code == 403


# Days off


def test_a_holiday_that_the_admin_entered_is_no_empty_working_day():
    pld = factories.user(Peran.PLD)
    by = factories.user(Peran.ADMIN)
    for kode, nama in [(factories.KABUPATEN, "Hari jadi"), (factories.KABUPATEN_LAIN, "Asing")]:
        place = factories.wilayah(kode)
        day = HARI if nama == "Hari jadi" else HARI + timedelta(days=1)
        HariLibur.objects.create(wilayah=place, tanggal=day, nama=nama, created_by=by)
    days = {h.tanggal: h.libur for h in month_of(pld, "pld", BULAN).hari}
    assert (days[HARI], days[HARI + timedelta(days=1)]) == ("Hari jadi", "")


# The photo of a day


def test_an_unreachable_day_carries_its_photo(login):
    pld = factories.user(Peran.PLD)
    photo = SimpleUploadedFile("banjir.jpg", photo_bytes(), "image/jpeg")
    data = {"tanggal": HARI, "alasan": "tak_terjangkau", "catatan": "Banjir.", "foto": photo}
    login(pld).post(reverse("tugas:month_day"), data)
    hari = HariKosong.objects.get()
    assert login(factories.user(Peran.PD)).get(hari.foto_url)["Content-Type"] == "image/jpeg"
    page = login(pld).get(f"{reverse('tugas:month')}?bulan={BULAN.kunci}")
    assert hari.foto_url in page.text


def test_said_again_without_a_photo_the_old_one_stays():
    hari = make.unreachable()
    again = actions.excuse(HARI, by=hari.created_by, alasan="sakit")
    assert (again.alasan, again.berkas.name) == ("sakit", hari.berkas.name)


def test_no_colleague_sees_the_photo_of_a_day(login):
    hari = make.unreachable()
    assert login(factories.user(Peran.PLD)).get(hari.foto_url).status_code == 404
    pd = make.unreachable(by=factories.user(Peran.PD))
    assert login(factories.user(Peran.PD)).get(pd.foto_url).status_code == 404


def test_a_file_that_is_no_photo_is_refused_with_a_sentence(login):
    bad = SimpleUploadedFile("a.jpg", b"bukan foto", "image/jpeg")
    data = {"tanggal": HARI, "alasan": "sakit", "foto": bad}
    page = login(factories.user(Peran.PLD)).post(reverse("tugas:month_day"), data)
    assert "foto" in page.context["form"].errors
    assert not HariKosong.objects.exists()


# The rush of the first days


def test_with_a_worker_no_page_makes_the_pdf(login, settings):
    made = make.excused()
    settings.CELERY_TASK_ALWAYS_EAGER = False
    client, url = login(made.created_by), reverse("tugas:report_paper", args=[made.pk])
    waiting = client.get(url)
    assert (waiting.status_code, "PDF sedang disiapkan" in waiting.text) == (202, True)
    Dokumen.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert client.get(url)["Content-Type"] == "application/pdf"


def test_what_the_rush_left_is_made_in_the_morning():
    made = make.excused()
    assert not make.paper(made).berkas
    assert actions.prepare_papers() == 1
    assert make.paper(made).berkas
    assert actions.prepare_papers() == 0
