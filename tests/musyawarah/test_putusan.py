"""What a decision moves when it is sealed, who is elected, what an earlier meeting left to do."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Jabatan, Peran
from desa.models import Jejak, Tim
from inovasi.choices import StatusInovasi, StatusKomitmen
from inovasi.models import Inovasi, Komitmen
from musyawarah import actions
from musyawarah.choices import JenisMusyawarah, Status
from musyawarah.forms import ROW_FORMS
from musyawarah.models import Keputusan, Musyawarah
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import inovasi as inovasi_factory
from tests.factories import komitmen as komitmen_factory
from tests.factories.musyawarah import TANGGAL, admin, decision, follow_up, musyawarah

MUSDES = JenisMusyawarah.MUSDES_RKPDES


def promise():
    return komitmen_factory.komitmen(StatusKomitmen.DITANDATANGANI)


def tie(made, user, obj, step, field="komitmen", teks="Komitmen dibatalkan."):
    """A decision through the form, as this person would write it."""
    data = {"teks": teks, "cara": "mufakat", "perihal": f"{field} {step} {obj.pk}"}
    form = ROW_FORMS["keputusan"](data, musyawarah=made, user=user)
    assert form.is_valid(), form.errors
    return actions.add_row(made, "keputusan", by=user, **form.cleaned_data)


def test_sealing_takes_the_step_of_what_was_decided_in_the_right_of_who_tied_it():
    komitmen, made, pld = promise(), musyawarah(Status.NOTULEN, MUSDES), factories.user(Peran.PLD)
    tie(made, pld, komitmen, "cancel")
    assert Komitmen.objects.get().status == StatusKomitmen.DITANDATANGANI

    actions.finalise(made, by=admin())

    assert Komitmen.objects.get().status == StatusKomitmen.BATAL
    line = Jejak.objects.filter(objek="inovasi.Komitmen", langkah="cancel").get()
    assert line.pelaku == pld
    assert Musyawarah.objects.get(pk=made.pk).nomor in line.catatan
    data = json.loads(made.dokumen.get().data)
    assert data["keputusan"][-1]["perihal"].startswith("Komitmen Wilayah")


def test_an_innovation_chosen_by_the_forum_begins_to_be_documented():
    inovasi = inovasi_factory.inovasi(StatusInovasi.DIVERIFIKASI_TIK)
    made, pd = musyawarah(Status.NOTULEN), factories.user(Peran.PD)
    tie(made, pd, inovasi, "start_capture", "inovasi", "Memilih inovasi ini.")
    actions.finalise(made, by=admin())
    assert Inovasi.objects.get().status == StatusInovasi.CAPTURING


def test_one_refusal_undoes_everything_and_is_said():
    komitmen, made, pld = promise(), musyawarah(Status.NOTULEN, MUSDES), factories.user(Peran.PLD)
    other = komitmen_factory.komitmen(StatusKomitmen.DITANDATANGANI)
    tie(made, pld, komitmen, "cancel")
    tie(made, pld, other, "cancel")
    pld.penugasan.update(selesai=factories.LONG_AGO)

    with pytest.raises(NotAllowed, match=r"Keputusan 2 belum dapat dijalankan\. Anda tidak"):
        actions.finalise(made, by=admin())

    made.refresh_from_db()
    assert (made.status, made.nomor) == (Status.NOTULEN, "")
    assert {k.status for k in Komitmen.objects.all()} == {StatusKomitmen.DITANDATANGANI}
    assert not made.dokumen.exists()


def test_a_step_taken_once_is_not_taken_again_by_the_next_version():
    komitmen, made, pld = promise(), musyawarah(Status.NOTULEN, MUSDES), factories.user(Peran.PLD)
    row = tie(made, pld, komitmen, "cancel")
    by = admin()
    actions.finalise(made, by=by)
    actions.reopen(made, by=by, catatan="Salah ketik.")
    row.refresh_from_db()
    assert "perihal" not in ROW_FORMS["keputusan"](musyawarah=made, user=pld, instance=row).fields
    actions.finalise(made, by=by)
    assert made.dokumen.count() == 2


def test_only_what_this_person_may_do_in_this_place_is_offered():
    komitmen = promise()
    made = musyawarah(Status.NOTULEN, MUSDES)

    def offered(user):
        form = ROW_FORMS["keputusan"](musyawarah=made, user=user)
        return [key for key, _ in form.fields["perihal"].choices if key]

    assert set(offered(factories.user(Peran.PLD))) == {
        f"komitmen divert {komitmen.pk}", f"komitmen cancel {komitmen.pk}"
    }  # fmt: skip
    assert offered(factories.user(Peran.PLD, factories.DESA_LAIN)) == []
    assert offered(factories.user(Peran.ADMIN)) == []
    data = {"teks": "A", "cara": "mufakat", "perihal": f"komitmen cancel {komitmen.pk}"}
    form = ROW_FORMS["keputusan"](data, musyawarah=made, user=factories.user(Peran.ADMIN))
    assert "perihal" in form.errors


def test_a_decision_edited_by_another_keeps_who_tied_it():
    komitmen, made, pld = promise(), musyawarah(Status.NOTULEN, MUSDES), factories.user(Peran.PLD)
    row, other = tie(made, pld, komitmen, "cancel"), admin()
    key = f"komitmen cancel {komitmen.pk}"
    data = {"teks": "Lebih jelas.", "cara": "mufakat", "perihal": key, "urutan": row.urutan}
    form = ROW_FORMS["keputusan"](data, instance=row, musyawarah=made, user=other)
    assert form.is_valid(), form.errors
    actions.change_row(made, "keputusan", row.pk, by=other, **form.cleaned_data)
    row.refresh_from_db()
    assert (row.teks, row.penaut, row.komitmen) == ("Lebih jelas.", pld, komitmen)


# The election


ELECTED = [("Siti Aminah", "P", Jabatan.KETUA), ("Budi", "L", Jabatan.BENDAHARA)]


def elected(made, by):
    for nama, jk, jabatan in ELECTED:
        actions.add_row(
            made, "pemilihan", by=by, nama=nama, jenis_kelamin=jk, jabatan=jabatan, suara=1
        )


def test_mad_i_makes_the_tpid_with_its_members():
    made, by = musyawarah(Status.NOTULEN), admin()
    elected(made, by)
    decision(made, by=by, teks="Menetapkan TPID.", tpid=True)

    actions.finalise(made, by=by)

    tim = Tim.objects.get()
    assert (tim.wilayah_id, tim.tahun, tim.jenis) == (factories.KECAMATAN, 2018, "tpid")
    assert [(a.nama, a.jenis_kelamin, a.jabatan) for a in tim.anggota.all()] == ELECTED


def test_a_line_up_without_an_election_is_refused():
    made, by = musyawarah(Status.NOTULEN), admin()
    decision(made, by=by, tpid=True)
    with pytest.raises(NotAllowed, match="Hasil pemilihan TPID belum diisi"):
        actions.finalise(made, by=by)
    assert not Tim.objects.exists()


def test_more_votes_than_people_are_refused():
    made = musyawarah(Status.NOTULEN)
    data = {"nama": "A", "jenis_kelamin": "L", "jabatan": "ketua", "suara": 3}
    form = ROW_FORMS["pemilihan"](data, musyawarah=made)
    assert form.errors["suara"] == ["Jumlah suara 3, padahal yang hadir 2 orang."]


# What earlier meetings left


def held(days, status=Status.NOTULEN, **fields):
    return musyawarah(status, tanggal=TANGGAL + timedelta(days=days), **fields)


@pytest.fixture
def earlier():
    made = held(-30)
    row = follow_up(made)
    actions.finalise(made, by=admin())
    return row


def test_the_next_forum_answers_before_it_is_sealed(login, earlier):
    made, by = held(0), admin()
    with pytest.raises(NotAllowed, match="“Mengusulkan SK Camat” belum dijawab"):
        actions.finalise(made, by=by)
    url = reverse("musyawarah:answer", args=[made.pk, earlier.pk])
    client = login(by)
    assertContains(client.get(made.get_absolute_url()), "Tindak lanjut keputusan lalu")
    response = client.post(url, {"hasil": "dibatalkan", "keterangan": " "})
    assertContains(response, "Tulis alasan pembatalannya.")
    client.post(url, {"hasil": "dibatalkan", "keterangan": "Camat berganti."})

    data = json.loads(actions.finalise(made, by=by).data)

    assert data["lalu"][0]["hasil"] == "Dibatalkan"
    assert data["lalu"][0]["keterangan"] == "Camat berganti."


@pytest.mark.parametrize(("hasil", "again"), [("selesai", 0), ("dilanjutkan", 1)])
def test_only_what_is_carried_on_comes_back(earlier, hasil, again):
    by, second = admin(), held(0)
    actions.answer(second, earlier, by=by, hasil=hasil)
    actions.finalise(second, by=by)
    assert len(held(30).unanswered) == again


def test_other_places_earlier_days_and_open_minutes_leave_nothing(earlier):
    assert held(0, kode=factories.KECAMATAN_LAIN).unanswered == []
    assert held(-60).unanswered == []
    follow_up(held(-10))
    assert held(0).unanswered == [earlier]
    with pytest.raises(NotAllowed, match="bukan sisa"):
        actions.answer(held(-60), earlier, by=admin(), hasil="selesai")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(login, rows, django_assert_max_num_queries):
    before, by = held(-30), admin()
    for _ in range(rows):
        follow_up(before)
    actions.finalise(before, by=by)
    made, pld = held(0), factories.user(Peran.PD)
    for _ in range(rows):
        tie(made, pld, komitmen_factory.komitmen(StatusKomitmen.DITANDATANGANI), "cancel")
    client = login(by)
    with django_assert_max_num_queries(15) as counted:
        response = client.get(made.get_absolute_url())
    assertContains(response, "Dijalankan saat final", count=rows)
    assert len(counted) == 15
    assert Keputusan.objects.count() == rows + 2


def test_a_kind_without_election_offers_none(login):
    made = musyawarah(Status.NOTULEN, MUSDES)
    assertNotContains(login(admin()).get(made.get_absolute_url()), "Hasil pemilihan")
    assert date(2018, 8, 27) == TANGGAL
