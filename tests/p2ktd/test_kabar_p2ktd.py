"""What this floor puts into inboxes: who is told of what, how often, and when it is settled."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desa.choices import AlasanKabar, Jabatan, Peran
from desa.models import Pemberitahuan, Penugasan
from p2ktd.actions import kabar
from p2ktd.actions import pengaduan as actions
from p2ktd.models import Berkas, Pekerjaan, Pengaduan
from tests import factories
from tests.factories import p2ktd
from tests.factories import pekerjaan as make


def news(user, alasan):
    return Pemberitahuan.objects.filter(pengguna=user, alasan=alasan)


def test_a_complaint_is_told_to_the_admins_of_its_kabupaten_without_the_reporter():
    here, there = factories.user(Peran.ADMIN), factories.user(Peran.ADMIN, "33.06")
    made = p2ktd.pengaduan()
    told = news(here, AlasanKabar.PENGADUAN).get()
    assert told.kalimat.startswith(f"Pengaduan {made.nomor} masuk.")
    assert "Siti" not in f"{told.kalimat}{told.rincian}"
    assert made.isi not in f"{told.kalimat}{told.rincian}"
    assert not news(there, AlasanKabar.PENGADUAN).exists()
    actions.take_up(made, by=here)
    told.refresh_from_db()
    assert told.dijawab_at


def test_a_late_complaint_is_told_to_its_handler_once_a_week():
    admin, other = factories.user(Peran.ADMIN), factories.user(Peran.ADMIN)
    made = p2ktd.pengaduan()
    actions.take_up(made, by=admin)
    day = timezone.localdate() + timedelta(days=31)
    monday = day + timedelta(days=7 - day.weekday())
    assert [kabar.late_complaints(monday), kabar.late_complaints(monday)] == [1, 0]
    assert kabar.late_complaints(monday + timedelta(days=7)) == 1
    assert not news(other, AlasanKabar.TERLAMBAT).exists()
    actions.resolve(Pengaduan.objects.get(), by=admin, catatan="Sudah diganti.")
    assert not news(admin, AlasanKabar.TERLAMBAT).unanswered().exists()


def test_one_that_nobody_handles_is_told_to_every_admin():
    admins = [factories.user(Peran.ADMIN) for _ in range(2)]
    p2ktd.pengaduan()
    assert kabar.late_complaints(timezone.localdate() + timedelta(days=4)) == 2
    assert all(news(a, AlasanKabar.TERLAMBAT).exists() for a in admins)


@pytest.mark.parametrize(("left", "told"), [(61, 0), (60, 1), (0, 1), (-3, 1)])
def test_a_decree_that_ends_is_told_to_the_pokja_sixty_days_ahead(left, told):
    made = p2ktd.penyedia(sampai=p2ktd.day(70))
    by = p2ktd.pokja()
    today = p2ktd.day(70 - left)
    assert kabar.ending_papers(today) == told * len(_pokja())
    if told:
        alasan = AlasanKabar.TERLAMBAT if left < 0 else AlasanKabar.TENGGAT
        assert str(made) in news(by, alasan).get().kalimat


def _pokja():
    rows = Penugasan.objects.in_force()
    return rows.filter(peran=Peran.TIK, jabatan=Jabatan.POKJA_P2KTD)


def test_a_paper_that_ends_is_named():
    p2ktd.penyedia()
    by = p2ktd.pokja()
    Berkas.objects.filter(syarat__teks="Akta pendirian").update(berlaku_sampai=p2ktd.day(10))
    kabar.ending_papers(timezone.localdate())
    assert "Berkas “Akta pendirian”" in news(by, AlasanKabar.TENGGAT).get().kalimat


def test_a_late_work_is_told_to_its_tpid_once_a_week():
    work = make.work("berjalan")
    k = make.ketua()
    Pekerjaan.objects.update(selesai=work.mulai + timedelta(days=1))
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    assert kabar.late_works(monday) > 0
    assert kabar.late_works(monday) == 0
    assert work.judul in news(k, AlasanKabar.TERLAMBAT).get().kalimat


def test_the_verdict_is_told_to_the_tpid():
    work, k = make.work("diserahterimakan"), make.ketua()
    make.account(work, "ditolak", "Buku kas belum dapat dipakai.")
    told = news(k, AlasanKabar.PEKERJAAN).get()
    assert "ditolak" in told.kalimat
    assert told.rincian == "Buku kas belum dapat dipakai."
