"""What is still lacking and where it is mended, who has to do what, the bursa behind a BID."""

from datetime import date, timedelta

import pikepdf
import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from desa.choices import AlasanKabar, Peran
from desa.models import Dokumen, Pemberitahuan
from desa.pindaian import page_warning
from musyawarah import actions
from musyawarah.choices import Cara, JenisMusyawarah, Status
from musyawarah.models import Keputusan, Musyawarah, Penandatangan
from ppid.lib.workflow import Missing
from tests import factories
from tests.factories import komitmen as komitmen_factory
from tests.factories.musyawarah import (
    TANGGAL,
    admin,
    decision,
    follow_up,
    holiday,
    musyawarah,
    person,
)
from tests.musyawarah.test_naskah import needs_pdf

HOLIDAYS, MINE = reverse("musyawarah:holidays"), reverse("musyawarah:my_follow_ups")


# Completeness


def lacks(made):
    return list(made.workflow.steps["finalise"].missing(made))


def test_each_thing_that_is_missing_leads_to_the_page_that_mends_it(login):
    made, by = musyawarah(pimpinan="", lokasi=""), admin()
    for name in ("start", "minute"):
        actions.BUTTONS[name](made, by=by)
    made.refresh_from_db()
    found = lacks(made)
    assert [type(sentence) for sentence in found] == [Missing] * len(found)
    client = login(by)
    page = client.get(made.get_absolute_url())
    for sentence in found:
        assertContains(page, f'<li><a href="{sentence.at}">{sentence}</a></li>')
        assert client.get(sentence.at).status_code == 200
    assert {str(s) for s in found} >= {
        "Tempat acara belum diisi.",
        "Pimpinan musyawarah belum diisi.",
        "Belum ada seorang pun yang tercatat hadir.",
        "Belum ada keputusan.",
        "Nama penandatangan “Wakil peserta” belum diisi.",
    }


def test_votes_text_signatories_elections_and_old_business_lead_to_their_rows():
    before, by = musyawarah(Status.NOTULEN, tanggal=TANGGAL - timedelta(days=30)), admin()
    left = follow_up(before)
    actions.finalise(before, by=by)
    made = musyawarah(Status.NOTULEN)
    vote = decision(made, by=by, cara=Cara.SUARA, setuju=3, menolak=0, abstain=0)
    empty = Keputusan.objects.create(musyawarah=made, urutan=9, teks=" ", cara=Cara.MUFAKAT)
    decision(made, by=by, tpid=True)
    Penandatangan.objects.filter(musyawarah=made).delete()
    pk = made.pk
    assert [(s, s.at) for s in lacks(Musyawarah.objects.get(pk=pk))] == [
        (
            "Keputusan 2 mencatat 3 suara, padahal yang hadir 2 orang.",
            reverse("musyawarah:row_edit", args=[pk, "keputusan", vote.pk]),
        ),
        (
            "Keputusan 3 belum berisi teks.",
            reverse("musyawarah:row_edit", args=[pk, "keputusan", empty.pk]),
        ),
        (
            "Hasil pemilihan TPID belum diisi.",
            reverse("musyawarah:row_add", args=[pk, "pemilihan"]),
        ),
        ("Belum ada penandatangan.", reverse("musyawarah:row_add", args=[pk, "penandatangan"])),
        (
            "Tindak lanjut lalu “Mengusulkan SK Camat” belum dijawab.",
            reverse("musyawarah:answer", args=[pk, left.pk]),
        ),
    ]


# Follow-ups and their owners


def news(user):
    return Pemberitahuan.objects.of(user).filter(alasan=AlasanKabar.TINDAK_LANJUT)


def test_a_follow_up_comes_into_the_inbox_of_its_owner_when_sealed(login):
    made, by, pd = musyawarah(Status.NOTULEN), admin(), factories.user(Peran.PD)
    follow_up(made, pemilik=pd, batas=date(2018, 9, 3))
    assert not news(pd).exists()

    actions.finalise(made, by=by)
    actions.reopen(made, by=by, catatan="Salah ketik.")
    actions.finalise(made, by=by)

    told = news(pd).get()
    assert (told.tenggat, told.tautan) == (date(2018, 9, 3), MINE)
    assert "Mengusulkan SK Camat" in told.kalimat
    page = login(pd).get(MINE)
    assertContains(page, "Mengusulkan SK Camat")
    assertContains(page, "Terlambat")
    assertContains(login(factories.user(Peran.PD)).get(MINE), "Tidak ada tindak lanjut")


@pytest.mark.parametrize(("hasil", "settled"), [("selesai", True), ("dilanjutkan", False)])
def test_what_a_later_meeting_settles_leaves_the_list_and_the_inbox(login, hasil, settled):
    before, by, pd = musyawarah(Status.NOTULEN), admin(), factories.user(Peran.PD)
    row = follow_up(before, pemilik=pd)
    actions.finalise(before, by=by)
    later = musyawarah(Status.NOTULEN, tanggal=TANGGAL + timedelta(days=30))

    actions.answer(later, row, by=by, hasil=hasil)

    assert news(pd).unanswered().exists() is not settled
    page = login(pd).get(MINE)
    check = assertNotContains if settled else assertContains
    check(page, "Mengusulkan SK Camat")


def test_an_owner_is_somebody_who_serves_there(login):
    made = musyawarah(Status.NOTULEN)
    here, below, above = (
        factories.user(Peran.PD),
        factories.user(Peran.PLD),
        factories.user(Peran.TIK, factories.KABUPATEN),
    )
    elsewhere = factories.user(Peran.PLD, factories.DESA_LAIN)
    client = login(here)
    page = client.get(reverse("musyawarah:row_add", args=[made.pk, "tindak_lanjut"]))
    offered = {p.pk for p in page.context["form"].fields["pemilik"].queryset}
    assert offered >= {here.pk, below.pk, above.pk}
    assert elsewhere.pk not in offered


def test_my_follow_ups_ask_as_often_for_one_as_for_three(login, count_queries):
    pd = factories.user(Peran.PD)
    client = login(pd)

    def grow(n):
        made = musyawarah(Status.NOTULEN, kode=f"{factories.KABUPATEN}.0{n}")
        follow_up(made, pemilik=pd)
        actions.finalise(made, by=admin())

    one, three = count_queries(grow, lambda: client.get(MINE))
    assert one == three


# Days off, the bursa, the course of the meeting


def test_a_day_off_of_a_place_above_is_seen_below_and_removed_only_there(login):
    row = holiday()
    page = login(factories.user(Peran.PLD)).get(HOLIDAYS)
    assertContains(page, "Tahun Baru Islam")
    assertNotContains(page, "Hapus")
    below = login(factories.user(Peran.ADMIN, factories.KECAMATAN))
    assertNotContains(below.get(HOLIDAYS), "Hapus")
    response = below.post(reverse("musyawarah:holiday_remove", args=[row.pk]))
    assertContains(response, "Hanya Admin", status_code=403)
    other = login(factories.user(Peran.ADMIN, factories.KABUPATEN_LAIN)).get(HOLIDAYS)
    assertNotContains(other, "Tahun Baru Islam")
    assertContains(login(admin()).get(HOLIDAYS), "Hapus")


def test_a_bid_is_the_forum_of_its_bursa_and_the_bursa_shows_it(login):
    made, by = musyawarah(jenis=JenisMusyawarah.BID, kode=factories.KECAMATAN), admin()
    bursa = komitmen_factory.bursa(tahun=2018)
    client = login(by)
    url = reverse("musyawarah:edit", args=[made.pk, "bursa"])
    assertContains(client.get(url), bursa.nama)
    assertRedirects(client.post(url, {"bursa": bursa.pk}), made.get_absolute_url())
    assertContains(client.get(made.get_absolute_url()), bursa.get_absolute_url())
    assertContains(client.get(bursa.get_absolute_url()), made.get_absolute_url())


def test_other_kinds_have_no_bursa(login):
    url = reverse("musyawarah:edit", args=[musyawarah().pk, "bursa"])
    assert login(admin()).get(url).status_code == 404


def test_the_note_takers_have_a_page_of_their_own(login):
    made, by = musyawarah(Status.NOTULEN), admin()
    client = login(by)
    page = client.get(reverse("musyawarah:course", args=[made.pk]))
    for point in made.mata_acara.all():
        assertContains(page, point.judul)
    data = {"penanya": "Siti", "pertanyaan": "Kapan mulai?", "jawaban": "Besok."}
    response = client.post(reverse("musyawarah:row_add", args=[made.pk, "tanya"]), data)
    assert response["Location"] == f"{reverse('musyawarah:course', args=[made.pk])}#tanya"
    assertContains(client.get(response["Location"]), "Kapan mulai?")
    trail = client.get(reverse("musyawarah:trail", args=[made.pk]))
    assertContains(trail, "Pertanyaan ditambah")


@pytest.mark.parametrize("page", ["course", "trail"])
def test_pages_beside_the_meeting_ask_as_often_for_one_row_as_for_three(login, count_queries, page):
    made, by = musyawarah(Status.NOTULEN), admin()
    client, url = login(by), reverse(f"musyawarah:{page}", args=[made.pk])

    def grow(n):
        rows = {"judul": f"Mata acara {n}"}, {"nama": f"Narasumber {n}"}
        for daftar, fields in zip(("mata_acara", "narasumber"), rows, strict=True):
            actions.add_row(made, daftar, by=by, **fields)
        person(made, by=by)

    one, three = count_queries(grow, lambda: client.get(url))
    assert one == three


# The scan against the paper


@needs_pdf
def test_a_scan_with_other_pages_than_the_paper_is_flagged_and_kept(login):
    made, by = musyawarah(Status.NOTULEN), admin()
    dokumen = actions.finalise(made, by=by)
    paper = actions.pdf_bytes(dokumen)
    dokumen.refresh_from_db()
    with dokumen.berkas.open("rb") as file, pikepdf.open(file) as pdf:
        pages = len(pdf.pages)
    assert page_warning(dokumen, pages) == ""
    sentence = f"Pindaian 1 halaman, naskahnya {pages} halaman."
    assert page_warning(dokumen, 1).startswith(sentence)

    scan = {"content": b"%PDF-1.4 " + paper[:20], "halaman": 1, "akhiran": "pdf", "lewat_qr": False}
    actions.keep_scan(made, dokumen, by=by, **scan)

    assertContains(login(by).get(made.get_absolute_url()), sentence)
    assert Dokumen.objects.get().pindaian.count() == 1


def test_without_a_file_nothing_is_compared():
    dokumen = Dokumen.objects.get(pk=actions.finalise(musyawarah(Status.NOTULEN), by=admin()).pk)
    assert page_warning(dokumen, 1) == ""
    assert page_warning(dokumen, None) == ""
