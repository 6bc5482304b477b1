"""The month: its grid, its windows, who sees it, what it says."""

from datetime import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from desa.choices import Peran
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import laporan as make
from tests.factories import tugas
from tests.factories.laporan import BULAN, HARI, JAM
from tugas.actions import laporan as actions
from tugas.choices import Status, StatusLaporan
from tugas.models import HariKosong, LaporanBulanan, RencanaKerja
from tugas.models.laporan import plan_of
from tugas.workflow import WORKFLOW_LAPORAN

# A dot is nobody, "self" the author alone, "boss" a PD for a PLD's, TIK and Admin for a PD's.
GRID = """
              submit  resubmit  approve  send_back  reopen  lock
terbuka       self    .         .        .          .       .
diajukan      .       .         boss     boss       .       .
dikembalikan  .       self      .        .          .       .
disetujui     .       .         .        .          boss    boss
terkunci      .       .         .        .          .       .
"""
BOSSES = {("pd", "pld"), ("tik", "pd"), ("admin", "pd")}
ENDS_AT = {
    "submit": "diajukan",
    "resubmit": "diajukan",
    "approve": "disetujui",
    "send_back": "dikembalikan",
    "reopen": "dikembalikan",
    "lock": "terkunci",
}
ACTS = {name: getattr(actions, name) for name in ENDS_AT} | {"submit": actions.hand_in}
GIVEN = {
    "approve": {"rekomendasi": "layak"},
    "send_back": {"catatan": "x"},
    "reopen": {"catatan": "x"},
}


def cells():
    header, *lines = [line.split() for line in GRID.strip().splitlines()]
    for status, *holders in lines:
        for step, cell in zip(header, holders, strict=True):
            for author in (Peran.PLD, Peran.PD):
                for peran in Peran.values:
                    allowed = cell == "boss" and (peran, author) in BOSSES
                    yield status, step, author, peran, allowed
                yield status, step, author, "self", cell == "self"


@pytest.mark.parametrize(("status", "step", "author", "peran", "allowed"), list(cells()))
def test_step(status, step, author, peran, allowed):
    laporan = make.laporan(status, author)
    tugas.kegiatan(Status.TERKIRIM, created_by=laporan.created_by, peran=author, tanggal=HARI)
    by = laporan.created_by if peran == "self" else factories.user(peran)

    if allowed:
        ACTS[step](laporan, by=by, **GIVEN.get(step, {}))
    else:
        with pytest.raises(NotAllowed):
            ACTS[step](laporan, by=by, **GIVEN.get(step, {}))

    laporan.refresh_from_db()
    assert laporan.status == (ENDS_AT[step] if allowed else status)


def test_grid_leaves_nothing_out():
    assert {status for status, *_ in cells()} == set(StatusLaporan.values)
    assert {step for _, step, *_ in cells()} == set(WORKFLOW_LAPORAN.steps) == set(ACTS)


def test_what_was_handed_in_is_counted_and_sealed():
    pld = factories.user(Peran.PLD)
    tugas.kegiatan(Status.DITERIMA, created_by=pld, tanggal=HARI, **JAM)
    tugas.kegiatan(Status.TERKIRIM, created_by=pld, tanggal=HARI.replace(day=13), **JAM)
    tugas.kegiatan(Status.DRAF, created_by=pld, tanggal=HARI.replace(day=14), **JAM)

    laporan = actions.submit(BULAN, by=pld)

    counted = (laporan.menit, laporan.hari_kerja, laporan.jumlah, laporan.diterima)
    assert counted == (300, 2, 2, 1)
    assert make.paper(laporan).versi == 1
    assert actions.submit(BULAN, by=pld).pk == laporan.pk  # a second thumb
    assert make.paper(laporan).versi == 1


def test_a_month_without_anything_is_not_handed_in():
    with pytest.raises(NotAllowed, match="Belum ada kegiatan terkirim"):
        actions.submit(BULAN, by=factories.user(Peran.PLD))
    assert not LaporanBulanan.objects.exists()


def test_a_month_to_come_is_not_handed_in():
    with pytest.raises(NotAllowed, match="belum dimulai"):
        actions.submit(BULAN.next.next.next, by=factories.user(Peran.PLD))


@pytest.mark.parametrize(("day", "late"), [(4, False), (5, True)])
def test_late_is_flagged_and_never_blocked(day, late):
    moment = datetime(2026, 11, day, 20, tzinfo=ZoneInfo("Asia/Jakarta"))
    with patch("django.utils.timezone.now", return_value=moment):
        laporan = make.excused()
    assert (laporan.status, laporan.is_late) == ("diajukan", late)


def test_a_return_keeps_the_day_of_the_first_handing_in():
    laporan = make.excused()
    first = laporan.pertama_at
    actions.send_back(laporan, by=factories.user(Peran.PD), catatan="Lengkapi.")

    again = actions.submit(BULAN, by=laporan.created_by)

    assert (again.pertama_at, again.status) == (first, "diajukan")
    assert again.dokumen.first().versi == 2


def test_nothing_changes_in_a_month_that_is_handed_in():
    laporan = make.excused()
    pld, desa = laporan.created_by, factories.wilayah()
    with pytest.raises(NotAllowed, match="sudah diajukan"):
        actions.plan(by=pld, desa=desa, tanggal=HARI, tugas=1, kegiatan="X")
    with pytest.raises(NotAllowed, match="sudah diajukan"):
        actions.excuse(HARI, by=pld, alasan="cuti")
    assert (RencanaKerja.objects.count(), HariKosong.objects.count()) == (0, 1)


def test_last_months_plan_is_carried_over_once():
    row = make.rencana(tanggal=HARI.replace(day=31))
    assert actions.copy_plan(BULAN.next, by=row.created_by) == 1
    assert plan_of(row.created_by, BULAN.next).get().tanggal == BULAN.next.akhir
    with pytest.raises(NotAllowed, match="sudah ada isinya"):
        actions.copy_plan(BULAN.next, by=row.created_by)


def test_who_sees_a_report():
    laporan = make.laporan()
    of_pd = make.laporan(peran=Peran.PD)

    def seen(user):
        return set(LaporanBulanan.objects.visible_to(user))

    assert seen(laporan.created_by) == {laporan}
    assert seen(factories.user(Peran.PD)) == {laporan}  # not a colleague's
    assert seen(of_pd.created_by) == {laporan, of_pd}
    assert seen(factories.user(Peran.ADMIN)) == {laporan, of_pd}
    for peran in (Peran.PLD, Peran.TPID, Peran.PEMANTAU):
        assert seen(factories.user(peran)) == set()
    assert seen(factories.user(Peran.PD, factories.KECAMATAN_LAIN)) == set()


def test_month_page_says_what_is_missing_and_hands_in(login):
    pld = factories.user(Peran.PLD)
    tugas.kegiatan(Status.DITERIMA, created_by=pld, tanggal=HARI, judul="Rapat Krajan", **JAM)
    tugas.kegiatan(Status.DRAF, created_by=pld, tanggal=HARI, judul="Belum jadi")
    tugas.kegiatan(Status.DITERIMA, tanggal=HARI, judul="Milik orang lain")
    client = login(pld)

    page = client.get(reverse("tugas:month"), {"bulan": BULAN.kunci}).content.decode()
    assert "Rapat Krajan" in page
    assert "masih draf" in page
    assert "Milik orang lain" not in page
    assert "2 jam 30 menit" in page
    assert "hari kerja tanpa catatan" in page

    response = client.post(reverse("tugas:month_submit"), {"bulan": BULAN.kunci}, follow=True)
    assert "Unduh PDF" in response.content.decode()
    assert LaporanBulanan.objects.get().created_by == pld


@pytest.mark.parametrize("bulan", ["", "2026-13", "x", "1", "2026-02-01"])
def test_an_unknown_month_is_a_sentence_or_this_month(login, bulan):
    client = login(factories.user(Peran.PLD))
    assert client.get(reverse("tugas:month"), {"bulan": bulan}).status_code == 200
    response = client.post(reverse("tugas:month_submit"), {"bulan": bulan})
    assert "bulan" in response.context["form"].errors
    assert not LaporanBulanan.objects.exists()


def test_plan_and_day_forms_refuse_with_sentences(login):
    client = login(factories.user(Peran.PLD))
    elsewhere = factories.wilayah(factories.DESA_LAIN)
    sent = {"tanggal": "2026-09-01", "desa": elsewhere.pk, "tugas": "1", "kegiatan": "Rapat"}
    response = client.post(f"{reverse('tugas:plan')}?bulan={BULAN.kunci}", sent)
    page = response.content.decode()
    assert "tidak terletak di bulan Oktober 2026" in page
    assert "tidak bertugas di desa ini" in page

    response = client.post(
        reverse("tugas:month_day"), {"tanggal": "2026-10-05", "alasan": "tak_terjangkau"}
    )
    assert "tidak dapat dijangkau." in response.content.decode()
    assert (RencanaKerja.objects.count(), HariKosong.objects.count()) == (0, 0)


def test_plan_a_row_explain_a_day_take_the_row_off(login):
    pld = factories.user(Peran.PLD)
    client = login(pld)
    sent = {"tanggal": "2026-10-06", "desa": factories.DESA, "tugas": "1", "kegiatan": "Rapat"}
    client.post(f"{reverse('tugas:plan')}?bulan={BULAN.kunci}", sent)
    client.post(reverse("tugas:month_day"), {"tanggal": "2026-10-05", "alasan": "sakit"})
    row = RencanaKerja.objects.get(kegiatan="Rapat")
    assert HariKosong.objects.get().alasan == "sakit"

    client.post(reverse("tugas:unplan", args=[row.pk]))
    assert not RencanaKerja.objects.exists()


def test_supervisor_approves_with_a_recommendation(login):
    laporan = make.laporan()
    client = login(factories.user(Peran.PD))
    address = reverse("tugas:report_step", args=[laporan.pk, "approve"])

    response = client.post(address, {"rekomendasi": "tunda"})
    assert response.context["form"].errors == {"alasan": ["Tulis mengapa pembayarannya ditunda."]}
    client.post(address, {"rekomendasi": "tunda", "alasan": "Foto menyusul."})

    laporan.refresh_from_db()
    known = (laporan.status, laporan.rekomendasi, laporan.alasan_rekomendasi)
    assert known == ("disetujui", "tunda", "Foto menyusul.")


def test_month_asks_the_same_queries_however_full(login, count_queries):
    pld = factories.user(Peran.PLD)
    client = login(pld)

    def grow(n):
        day = HARI.replace(day=n + 4)
        tugas.bukti(tugas.kegiatan(Status.TERKIRIM, created_by=pld, tanggal=day))
        make.rencana(pld, day)

    one, three = count_queries(
        grow, lambda: client.get(reverse("tugas:month"), {"bulan": BULAN.kunci})
    )
    assert one == three
