"""What a forum decides on P2KTD: needs put in order by a MAD, works judged by a Musdes."""

import json
from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from desa.choices import Peran
from desa.models import Jejak
from musyawarah import actions
from musyawarah.choices import JenisMusyawarah, Status
from musyawarah.forms import ROW_FORMS
from musyawarah.models import Keputusan, Musyawarah
from p2ktd.choices import Putusan, StatusKebutuhan, StatusPekerjaan
from p2ktd.models import Kebutuhan, Pekerjaan
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import pekerjaan as make
from tests.factories.musyawarah import admin, musyawarah

MUSDES = JenisMusyawarah.MUSDES_P2KTD
SESUDAH_BAST = date(2018, 11, 1)
CATATAN = "- Lengkapi daftar hadir.\n- Serahkan modul pelatihan."


def musdes(status=Status.NOTULEN, **fields):
    return musyawarah(status, MUSDES, **({"tanggal": SESUDAH_BAST} | fields))


def tie(made, obj, step, user=None, **fields):
    """A decision through the form, as this person would write it."""
    field = obj._meta.model_name
    data = {"teks": "Musyawarah memutuskan.", "cara": "mufakat"} | fields
    data["perihal"] = f"{field} {step} {obj.pk}"
    user = user or factories.user(Peran.PLD)
    form = ROW_FORMS["keputusan"](data, musyawarah=made, user=user)
    assert form.is_valid(), form.errors
    return actions.add_row(made, "keputusan", by=user, **form.cleaned_data)


@pytest.fixture
def work():
    return make.work(StatusPekerjaan.DISERAHTERIMAKAN)


def test_a_village_companion_writes_it_and_the_admin_who_seals_moves_the_work(work):
    made, by = musdes(), admin()
    tie(made, work, "account")

    actions.finalise(made, by=by)

    work.refresh_from_db()
    made.refresh_from_db()
    assert (work.status, work.putusan) == (StatusPekerjaan.DIPERTANGGUNGJAWABKAN, Putusan.DITERIMA)
    assert (work.musdes_nomor, work.musdes_tanggal) == (made.nomor, SESUDAH_BAST)
    line = Jejak.objects.get(objek="p2ktd.Pekerjaan", langkah="account")
    assert line.pelaku == by
    assert made.nomor in line.catatan


def test_notes_are_points_to_close_and_stand_in_the_minutes(work):
    made = musdes()
    tie(made, work, "account_noted", catatan=CATATAN)

    dokumen = actions.finalise(made, by=admin())

    work.refresh_from_db()
    assert work.putusan == Putusan.DENGAN_CATATAN
    assert [c.uraian for c in work.open_notes()] == [
        "Lengkapi daftar hadir.",
        "Serahkan modul pelatihan.",
    ]
    assert json.loads(dokumen.data)["keputusan"][-1]["catatan"] == CATATAN
    assert any("Catatan Musdes" in reason for reason in work.workflow.steps["pay"].missing(work))


def test_a_refusal_sends_the_work_back_for_another_round(work):
    made = musdes()
    tie(made, work, "refuse", catatan="Pelatihan hanya satu hari.")
    actions.finalise(made, by=admin())
    work.refresh_from_db()
    assert (work.status, work.putaran) == (StatusPekerjaan.BERJALAN, 2)


def test_the_verdict_of_a_sealed_musdes_opens_the_payment(work):
    def lacks():
        fresh = Pekerjaan.objects.get(pk=work.pk)
        return "Musdes pertanggungjawaban belum final." in list(
            fresh.workflow.steps["pay"].missing(fresh)
        )

    made = musdes()
    tie(made, work, "account")
    assert lacks()
    actions.finalise(made, by=admin())
    assert not lacks()


@pytest.mark.parametrize("step", ["account_noted", "refuse"])
def test_a_verdict_with_notes_asks_for_them(work, step):
    data = {"teks": "A", "cara": "mufakat", "perihal": f"pekerjaan {step} {work.pk}"}
    form = ROW_FORMS["keputusan"](data, musyawarah=musdes(), user=factories.user(Peran.PLD))
    assert form.errors["catatan"] == ["Tulis catatannya, satu butir per baris."]


def test_only_a_musdes_p2ktd_of_its_own_village_judges_a_work(work):
    def offered(made):
        form = ROW_FORMS["keputusan"](musyawarah=made, user=admin())
        return [key for key, _ in form.fields["perihal"].choices if key.startswith("pekerjaan")]

    assert len(offered(musdes())) == 3
    assert offered(musdes(kode=factories.DESA_LAIN)) == []
    assert offered(musyawarah(Status.NOTULEN, JenisMusyawarah.MUSDES_RKPDES)) == []


def test_what_stands_in_the_way_is_said_before_anybody_seals(login, work):
    made, by = musdes(), admin()
    tie(made, work, "account")
    make.account(work)
    sentence = f"Keputusan 2: {work} kini berstatus Dipertanggungjawabkan."
    assertContains(login(by).get(made.get_absolute_url()), sentence)
    with pytest.raises(NotAllowed, match="kini berstatus"):
        actions.finalise(made, by=by)


def test_a_musdes_before_the_handover_is_refused_whole(work):
    made = musdes(tanggal=date(2018, 10, 1))
    tie(made, work, "account")
    with pytest.raises(NotAllowed, match="mendahului serah terima"):
        actions.finalise(made, by=admin())
    assert Musyawarah.objects.get(pk=made.pk).status == Status.NOTULEN
    assert Pekerjaan.objects.get().status == StatusPekerjaan.DISERAHTERIMAKAN


def test_opened_again_the_verdict_is_taken_back_and_given_anew(work):
    made, by = musdes(), admin()
    tie(made, work, "account_noted", catatan=CATATAN)
    actions.finalise(made, by=by)

    actions.reopen(made, by=by, catatan="Salah nama.")

    work.refresh_from_db()
    assert (work.status, work.musdes_nomor) == (StatusPekerjaan.DISERAHTERIMAKAN, "")
    assert not work.open_notes().exists()
    assert Keputusan.objects.get(pekerjaan=work).dijalankan_at is None
    actions.finalise(made, by=by)
    work.refresh_from_db()
    assert work.status == StatusPekerjaan.DIPERTANGGUNGJAWABKAN
    assert work.open_notes().count() == 2


def test_what_is_paid_stays_judged_and_the_trail_says_so(work):
    made, by = musdes(), admin()
    tie(made, work, "account")
    actions.finalise(made, by=by)
    make.fund(make.D.BERJALAN)
    termin = work.termin.get()
    make.kas.set_tax(work, termin.pk, by=make.bendahara(), ppn=0, pph=0)
    make.payment(Pekerjaan.objects.get(pk=work.pk), termin, tanggal=SESUDAH_BAST)

    actions.reopen(made, by=by, catatan="Salah ketik.")

    assert Pekerjaan.objects.get().musdes_nomor
    assert Keputusan.objects.get(pekerjaan=work).dijalankan_at
    line = Jejak.objects.filter(objek="musyawarah.Musyawarah", langkah="reopen").get()
    assert line.nilai["putusan"][1].startswith("Tetap berlaku: Menerima hasil pekerjaan")
    actions.finalise(made, by=by)
    assert made.dokumen.count() == 2


# Needs, put in order by a MAD


def test_a_mad_puts_needs_in_order_with_their_money():
    cheap, dear = 900_000, 2_000_000
    first, second = (
        make.need(StatusKebutuhan.DIUSULKAN, perkiraan_biaya=biaya) for biaya in (cheap, dear)
    )
    made = musyawarah(Status.NOTULEN, JenisMusyawarah.MAD_KHUSUS)
    pd = factories.user(Peran.PD)
    tie(made, second, "prioritise", pd, alokasi=1_000_000)
    tie(made, first, "prioritise", pd)

    actions.finalise(made, by=admin())

    made.refresh_from_db()
    found = Kebutuhan.objects.order_by("prioritas")
    assert [(k.pk, k.prioritas, k.alokasi, k.berita_acara) for k in found] == [
        (second.pk, 1, 1_000_000, made.nomor),
        (first.pk, 2, 900_000, made.nomor),
    ]


def test_the_form_offers_money_to_a_mad_and_notes_to_a_musdes(login):
    pd = factories.user(Peran.PD)
    page = login(pd).get(reverse("musyawarah:row_add", args=[musyawarah().pk, "keputusan"]))
    assertContains(page, "Alokasi (rupiah)")
    page = login(pd).get(reverse("musyawarah:row_add", args=[musdes().pk, "keputusan"]))
    assertContains(page, "Catatan putusan")
