"""The front page: for each role what it has to do, and the same few queries for one or three."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran
from musyawarah.choices import Status as StatusForum
from musyawarah.hari_kerja import report_deadline
from ppid.giliran import month_turns
from tests import factories
from tests.factories import komitmen as make_card
from tests.factories import laporan as make_laporan
from tests.factories import musyawarah as make_forum
from tests.factories.tugas import kegiatan, koreksi
from tugas.actions import laporan
from tugas.actions.capaian import recount
from tugas.bulan import Periode
from tugas.choices import Status

NOW = timezone.localdate().year


def front(client):
    return client.get(reverse("beranda"))


def test_companion_finds_the_villages_and_the_next_steps(login):
    page = front(login(factories.user(Peran.PLD)))
    assert [d.wilayah.pk for d in page.context["desa"]] == [factories.DESA]
    (turn,) = page.context["utama"]
    assert turn.teks == "Catat sosialisasi PPID di desa ini."
    assert turn.tautan == f"{reverse('tugas:create')}?desa={factories.DESA}&tugas=1&tema=ppid"
    assert "Catat kegiatan" in page.text


def test_companion_finds_what_came_back_first(login):
    pld = factories.user(Peran.PLD)
    entry = kegiatan(Status.DIKEMBALIKAN, created_by=pld)
    koreksi(entry)
    (turn,) = front(login(pld)).context["utama"]
    assert (turn.tautan, turn.tombol) == (reverse("tugas:edit", args=[entry.pk]), "Perbaiki")


def test_reviewer_finds_what_waits(login):
    entry = kegiatan(Status.TERKIRIM)
    page = front(login(factories.user(Peran.TPID)))
    assert page.context["tinjau"] == [entry]
    assert "Tinjau 1 catatan" in page.text


def test_reviewer_is_not_shown_the_neighbours_queue(login):
    kegiatan(Status.TERKIRIM)
    page = front(login(factories.user(Peran.TPID, factories.KECAMATAN_LAIN)))
    assert page.context["tinjau"] == []


@pytest.mark.parametrize("peran", [Peran.TIK, Peran.ADMIN, Peran.PEMANTAU])
def test_above_find_their_numbers(login, peran):
    kegiatan(Status.DITERIMA, tugas=1, tema="keduanya", peserta=9)
    recount([factories.DESA], timezone.localdate().year)
    page = front(login(factories.user(peran)))
    assert page.context["sel"][0].selesai == 1
    assert "Catat kegiatan" not in page.text


def test_somebody_without_a_role_is_told_whom_to_ask(login):
    assert "Hubungi admin kabupaten" in front(login(factories.user())).text


@pytest.mark.parametrize("peran", Peran.values)
def test_query_count_is_the_same_for_one_and_for_three(login, peran, count_queries):
    person = factories.user(Peran(peran))
    client = login(person)

    last = Periode.of(timezone.localdate()).previous
    if peran == Peran.PD:
        make_laporan.laporan(by=factories.user(Peran.PLD))

    def grow(n):
        """A village with everything that asks for something, and one that nobody has begun."""
        kode, fresh = f"33.05.12.200{n}", f"33.05.12.201{n}"
        for village in (kode, fresh):
            factories.wilayah(village)
            if peran == Peran.PLD and village != factories.DESA:
                factories.assign(person, Peran.PLD, village)
        kegiatan(Status.TERKIRIM, kode)
        for status in (Status.DIKEMBALIKAN, Status.DRAF):
            kegiatan(status, kode, created_by=person)
        kegiatan(Status.DITERIMA, kode, created_by=person, tanggal=last.awal)
        make_card.komitmen(kode=kode, tahun=NOW, tahun_anggaran=NOW + 1)
        make_forum.musyawarah(StatusForum.RENCANA, tahun=NOW)
        recount([kode], NOW)

    counts = count_queries(grow, lambda: front(client))
    assert counts[0] == counts[1] <= 15


# Whose turn it is


def turns(client):
    context = front(client).context
    return [*context["utama"], *context["giliran"]]


def test_what_came_back_goes_before_what_is_late(login):
    pld = factories.user(Peran.PLD)
    make_forum.musyawarah(
        StatusForum.FINAL, tahun=NOW
    )  # without a socialisation: the first stone is late
    recount([factories.DESA], NOW)
    kegiatan(Status.DIKEMBALIKAN, created_by=pld)
    back, late = turns(login(pld))[:2]
    assert (back.tombol, late.tombol, late.terlambat) == ("Perbaiki", "Kerjakan", True)


def test_each_turn_says_why_in_which_role_and_leads_somewhere(login):
    person = factories.user()
    for peran in (Peran.PD, Peran.ADMIN):
        factories.assign(person, peran, factories.TEMPAT[peran])
    kegiatan(Status.TERKIRIM)
    client = login(person)
    found = turns(client)
    assert {"Pendamping Desa", "Admin"} <= {t.peran for t in found}
    for turn in found:
        assert turn.alasan.endswith(".")
        assert client.get(turn.tautan).status_code == 200


def test_last_months_report_is_a_turn_until_it_is_handed_in(login):
    pld = factories.user(Peran.PLD)
    last = Periode.of(timezone.localdate()).previous
    kegiatan(Status.DITERIMA, created_by=pld, tanggal=last.awal)
    client = login(pld)
    asked = f"Ajukan laporan {last}."
    assert asked in [t.teks for t in turns(client)]
    laporan.submit(last, by=pld)
    assert asked not in [t.teks for t in turns(client)]


def test_a_month_without_an_entry_is_a_turn_while_there_is_time():
    pld = factories.user(Peran.PLD)  # since 2018
    (turn,) = month_turns(pld, date(2026, 11, 2))
    assert turn.teks == "Catat kegiatan Oktober 2026, atau terangkan mengapa kosong."
    assert (turn.tautan, turn.batas) == ("/laporan/?bulan=2026-10", date(2026, 11, 4))
    assert list(month_turns(pld, date(2026, 11, 5))) == []
    kegiatan(Status.TERKIRIM, created_by=pld, tanggal=date(2026, 10, 12))
    (turn,) = month_turns(pld, date(2026, 11, 5))
    assert (turn.teks, turn.terlambat) == ("Ajukan laporan Oktober 2026.", True)


def test_who_came_this_month_owes_nothing_for_the_last():
    new = factories.user(Peran.PLD)
    new.penugasan.update(mulai=date(2026, 11, 1))
    assert list(month_turns(new, date(2026, 11, 2))) == []


def test_a_report_is_the_supervisors_turn(login):
    make_laporan.laporan(by=factories.user(Peran.PLD))
    words = [t.teks for t in turns(login(factories.user(Peran.PD)))]
    assert any(w.startswith("Periksa Laporan Oktober 2026") for w in words)


def test_a_held_meeting_has_seven_working_days(login):
    held = timezone.localdate() - timedelta(days=2)
    m = make_forum.musyawarah(StatusForum.NOTULEN, tanggal=held)
    batas = report_deadline(held)
    type(m).objects.filter(pk=m.pk).update(batas_laporan=batas)
    found = [t for t in turns(login(factories.user(Peran.ADMIN))) if "Finalkan" in t.teks]
    assert [(t.batas, t.tautan) for t in found] == [(batas, m.get_absolute_url())]


def test_the_admin_hears_of_villages_without_a_companion_and_of_missing_teams(login):
    factories.wilayah()
    admin = login(factories.user(Peran.ADMIN))
    assert {"Tugaskan PLD di 1 desa.", f"Catat TPID Wilayah 33.05.12 tahun {NOW}."} <= {
        t.teks for t in turns(admin)
    }
    factories.user(Peran.PLD)
    assert "Tugaskan PLD di 1 desa." not in [t.teks for t in turns(admin)]


def test_an_onlooker_has_no_turn(login):
    kegiatan(Status.TERKIRIM)
    assert turns(login(factories.user(Peran.PEMANTAU))) == []
