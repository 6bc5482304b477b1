"""What reaches an inbox from the log, the walk and the month: once each, to the right person."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from desa.choices import AlasanKabar, Peran
from desa.models import Pemberitahuan
from tests import factories
from tests.factories import laporan as make
from tests.factories.tugas import kegiatan
from tugas.actions import kabar, laporan, tinjau
from tugas.actions import kegiatan as entries
from tugas.choices import Rekomendasi, Status
from tugas.models import Capaian, Kegiatan

TODAY = date(2026, 11, 23)
POINT = {"bidang": "uraian", "alasan": "tidak_lengkap", "catatan": "sebutkan siapa"}


def told(person):
    return list(person.pemberitahuan.values_list("alasan", flat=True))


def stone(kode=factories.DESA, nomor=2, **fields):
    factories.wilayah(kode)
    given = {"langkah": "Pastikan wakil desa hadir di MAD II.", "siapa": Peran.PLD, "kalimat": "x"}
    return Capaian.objects.create(
        desa_id=kode, tahun=2026, nomor=nomor, tautan=f"/x/{kode}/", **(given | fields)
    )


# What came back


def test_a_return_reaches_its_author_with_the_reviewers_words():
    entry = kegiatan(Status.TERKIRIM)
    tinjau.send_back(entry, by=factories.user(Peran.TPID), points=[POINT])
    kabar = Pemberitahuan.objects.get()
    assert (kabar.pengguna, kabar.alasan) == (entry.created_by, AlasanKabar.DIKEMBALIKAN)
    assert "sebutkan siapa" in kabar.rincian
    assert kabar.tautan == entry.get_absolute_url()


def test_sent_again_it_is_done_and_a_second_return_is_told_anew():
    entry, tpid = kegiatan(Status.TERKIRIM), factories.user(Peran.TPID)
    for _ in range(2):
        tinjau.send_back(entry, by=tpid, catatan="Lengkapi.")
        entries.resubmit(entry, by=entry.created_by)
    assert Pemberitahuan.objects.count() == 2
    assert not Pemberitahuan.objects.unanswered().exists()


def test_a_report_goes_to_the_supervisor_and_the_verdict_comes_back():
    pld, pd = factories.user(Peran.PLD), factories.user(Peran.PD)
    far = factories.user(Peran.PD, factories.KECAMATAN_LAIN)
    made = make.excused(pld)
    assert (told(pd), told(far), told(pld)) == ([AlasanKabar.LAPORAN], [], [])
    laporan.send_back(made, by=pd, catatan="Jamnya kurang.")
    assert told(pld) == [AlasanKabar.DIKEMBALIKAN]
    laporan.submit(make.BULAN, by=pld)
    laporan.approve(made, by=pd, rekomendasi=Rekomendasi.LAYAK)
    assert told(pld) == [AlasanKabar.DIPUTUSKAN, AlasanKabar.DIKEMBALIKAN]
    assert told(pd) == [AlasanKabar.LAPORAN] * 2
    open_ones = Pemberitahuan.objects.unanswered().values_list("alasan", flat=True)
    assert list(open_ones) == [AlasanKabar.DIPUTUSKAN]


# What waits too long


def waiting_since(days, **fields):
    entry = kegiatan(Status.TERKIRIM, **fields)
    at = timezone.make_aware(datetime.combine(TODAY - timedelta(days=days), datetime.min.time()))
    Kegiatan.objects.filter(pk=entry.pk).update(terkirim_at=at)
    return entry


def test_a_reviewer_is_told_once_a_week_how_much_is_late():
    pd, other = factories.user(Peran.PD), factories.user(Peran.PD, factories.KECAMATAN_LAIN)
    waiting_since(9)
    waiting_since(20)
    waiting_since(2)
    days = [TODAY + timedelta(days=n) for n in range(7)]
    assert [kabar.late_reviews(day) for day in days] == [1, 0, 0, 0, 0, 0, 0]
    assert pd.pemberitahuan.get().kalimat.startswith("2 kegiatan menunggu tinjauan Anda")
    assert told(other) == []
    assert kabar.late_reviews(TODAY + timedelta(days=7)) == 1


def test_nobody_is_told_of_what_is_not_theirs_to_judge():
    tpid_member = factories.user(Peran.TPID)
    waiting_since(9, created_by=tpid_member, peran=Peran.TPID)
    assert kabar.late_reviews(TODAY) == 0  # a team does not judge its own entries


def test_an_old_draft_is_remembered():
    entry = kegiatan(Status.DRAF)
    Kegiatan.objects.filter(pk=entry.pk).update(updated_at=timezone.now() - timedelta(days=30))
    today = timezone.localdate()
    assert (kabar.old_drafts(today), kabar.old_drafts(today)) == (1, 0)
    assert told(entry.created_by) == [AlasanKabar.MENUNGGU]


# What falls due


@pytest.mark.parametrize(("days", "n"), [(40, 0), (30, 1), (14, 1), (3, 1), (0, 1)])
def test_whose_turn_it_is_hears_before_it_is_due(days, n):
    pld = factories.user(Peran.PLD)
    factories.user(Peran.TPID)
    stone(batas=TODAY + timedelta(days=days))
    assert kabar.due_steps(TODAY) == n
    assert told(pld) == [AlasanKabar.TENGGAT] * n


def test_each_step_is_told_three_times_and_not_more():
    pld = factories.user(Peran.PLD)
    stone(batas=date(2026, 12, 31))
    days = [date(2026, 11, 20) + timedelta(days=n) for n in range(42)]
    assert sum(kabar.due_steps(day) for day in days) == 3 == pld.pemberitahuan.count()


def test_the_same_step_in_three_villages_is_one_piece_of_news():
    tpid = factories.user(Peran.TPID)
    for n in (1, 2, 3):
        stone(f"33.05.12.200{n}", siapa=Peran.TPID, batas=TODAY + timedelta(days=10))
    assert kabar.due_steps(TODAY) == 1
    assert tpid.pemberitahuan.get().kalimat == "3 desa: Pastikan wakil desa hadir di MAD II."


def test_a_village_that_falls_late_later_is_told_too():
    tpid = factories.user(Peran.TPID)
    stone(siapa=Peran.TPID, keadaan="terlambat")
    assert kabar.due_steps(TODAY) == 1
    stone("33.05.12.2002", siapa=Peran.TPID, keadaan="terlambat")
    assert kabar.due_steps(TODAY) == 1
    assert told(tpid) == [AlasanKabar.TERLAMBAT] * 2


def test_nobody_above_the_kabupaten_is_told_of_a_stone():
    nation = factories.user(Peran.ADMIN, "00")
    kabupaten = factories.user(Peran.ADMIN)
    stone(siapa=Peran.ADMIN, batas=TODAY)
    kabar.due_steps(TODAY)
    assert (told(nation), told(kabupaten)) == ([], [AlasanKabar.TENGGAT])


def test_the_morning_command_runs_twice_and_tells_once(capsys):
    factories.user(Peran.PLD, email="")
    stone(batas=TODAY + timedelta(days=3))
    for _ in range(2):
        call_command("remind", hari=TODAY)
    assert capsys.readouterr().out.split("\n")[:2] == [
        "Pemberitahuan: 1; surat: 0; 0 desa dihitung ulang.",
        "Pemberitahuan: 0; surat: 0; 0 desa dihitung ulang.",
    ]


def test_who_owes_a_report_hears_on_the_first_and_on_the_last_day():
    owing, done = factories.user(Peran.PLD), factories.user(Peran.PLD)
    factories.user(Peran.TPID)  # reports nothing
    make.laporan(by=done)
    days = [date(2026, 11, n) for n in range(1, 10)]
    assert [kabar.report_windows(day) for day in days] == [1, 0, 0, 1, 0, 0, 0, 0, 0]
    assert [kabar.report_windows(day) for day in days] == [0] * 9
    assert (told(owing), told(done)) == ([AlasanKabar.LAPORAN] * 2, [])
    assert owing.pemberitahuan.first().tenggat == date(2026, 11, 4)
