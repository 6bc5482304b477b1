"""The trail: one line a step, in its transaction, with the values before and after."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from desa import trail
from desa.actions import orang as actions
from desa.choices import Peran
from desa.jejak_baca import readable
from desa.models import Jejak
from desa.trail import changing, record, trail_of
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import desa as make
from tests.factories.tugas import kegiatan
from tugas.actions import tinjau
from tugas.choices import Status


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_is_told_why_not():
    """Without the row lock in taking() both succeed, and the trail tells two stories."""
    entry = kegiatan(Status.TERKIRIM)
    people = [factories.user(Peran.TPID), factories.user(Peran.TPID)]
    start, answers = Barrier(2), []

    def press(person):
        start.wait()
        try:
            tinjau.accept(entry, by=person)
            answers.append("ok")
        except NotAllowed as refusal:
            answers.append(str(refusal))
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers.count("ok") == 1
    assert "tidak berlaku" in "".join(answers)
    assert trail_of(entry).count() == 1


def test_a_change_is_kept_with_before_and_after():
    tim, by = make.tim(no_mou="1/MOU"), factories.user()
    with changing(tim, "edit", "Ubah tim", by=by) as fresh:
        fresh.no_mou = "2/MOU"

    line = trail_of(tim).get()
    assert line.nilai == {"no_mou": ["1/MOU", "2/MOU"]}
    assert (line.pelaku, line.wilayah_id, line.langkah) == (by, factories.KECAMATAN, "edit")


def test_what_fails_leaves_no_line():
    tim = make.tim()

    def spoil():
        with changing(tim, "edit", "Ubah tim", by=factories.user()) as fresh:
            fresh.no_mou = "2/MOU"
            raise NotAllowed("Tidak jadi.")

    with pytest.raises(NotAllowed):
        spoil()
    tim.refresh_from_db()
    assert tim.no_mou == ""
    assert not Jejak.objects.exists()


def test_a_password_is_never_in_the_trail():
    orang = factories.user()
    actions.set_password(orang, "sandi-baru-yang-panjang")
    lines = str(list(Jejak.objects.values()))
    assert "Ganti kata sandi" in lines
    assert "md5" not in lines


def test_listeners_hear_what_changed(monkeypatch):
    heard = []
    monkeypatch.setattr(trail, "_listeners", [])
    trail.listen(lambda *what: heard.append(what))
    tim = make.tim()
    record(tim, "edit", "Ubah", by=None, nilai={"tahun": [2025, 2026]})
    assert heard == [(tim, "edit", {"tahun": [2025, 2026]})]


def test_the_trail_reads_in_words():
    desa, orang = factories.wilayah(), factories.user(nama="Siti Aminah")
    t = factories.assign(orang, Peran.PLD, desa.pk)
    nilai = {
        "id": [None, 7],
        "peran": ["pd", "pld"],
        "wilayah_id": [None, desa.pk],
        "pengguna_id": [None, orang.pk],
        "mulai": [None, "2026-03-09"],
        "no_sk": ["", None],
        "anggota": [["A (Ketua)"], ["A (Ketua)", "B (Anggota)"]],
    }
    record(t, "assign", "Beri peran", by=None, nilai=nilai)

    found = {p.nama: (p.sebelum, p.sesudah) for p in readable(trail_of(t))[0].perubahan}

    assert found == {
        "Peran": ("Pendamping Desa", "Pendamping Lokal Desa"),
        "Wilayah": ("–", f"Wilayah {desa.pk} ({desa.pk})"),
        "Pengguna": ("–", "Siti Aminah"),
        "Mulai": ("–", "9 Maret 2026"),
        "Anggota": ("A (Ketua)", "A (Ketua); B (Anggota)"),
    }


def test_reading_the_trail_costs_the_same_for_one_line_and_three(django_assert_num_queries):
    orang = factories.user()
    lines = []
    for n in (1, 2, 3):
        t = factories.assign(orang, Peran.PLD, f"33.05.12.200{n}")
        nilai = {"wilayah_id": [None, t.wilayah_id], "pengguna_id": [None, orang.pk]}
        record(t, "assign", "Beri peran", by=None, nilai=nilai)
        lines.append(t)
        with django_assert_num_queries(3):
            readable(trail_of(*lines))


def test_the_trail_outlives_its_model():
    Jejak.objects.create(objek="lama.Hilang", objek_id="1", nilai={"judul": [None, "X"]})
    assert readable(Jejak.objects.all())[0].perubahan[0].nama == "Judul"
