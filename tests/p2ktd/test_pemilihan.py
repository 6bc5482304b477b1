"""Choosing a provider: the grid, conflicts of interest, self-dealing, the comparison."""

import re

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from desa.choices import JABATAN_PERAN, Jabatan, Peran
from p2ktd.actions import pekerjaan as pekerjaan_actions
from p2ktd.actions import pencocokan as actions
from p2ktd.actions import penyedia as penyedia_actions
from p2ktd.calon import matches
from p2ktd.choices import StatusPemilihan, StatusPenyedia
from p2ktd.models import NilaiPenawaran, Pemilihan, Penawaran, Penyedia
from p2ktd.workflow import WORKFLOW_PEMILIHAN
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import desa as desa_factories
from tests.factories import p2ktd, pekerjaan
from tests.p2ktd.tabel import table

# Who may take which step from which status: t every member of the TPID, k its ketua and its
# bidang P2KTD. A dot is nobody.
GRID = """
           edit declare invite offer compare score choose cancel
disusun    t    t       t      .     .       .     .      t
penawaran  .    t       t      t     t       .     .      t
penilaian  .    t       .      .     .       t     k      t
dipilih    .    .       .      .     .       .     .      .
batal      .    .       .      .     .       .     .      .
"""
ENDS_AT = {
    "invite": "penawaran",
    "compare": "penilaian",
    "choose": "dipilih",
    "cancel": "batal",
}
KETUA = {"tpid:ketua", "tpid:bidang_p2ktd"}
P = StatusPemilihan


def cells():
    header, *lines = [line.split() for line in GRID.strip().splitlines()]
    for status, *marks in lines:
        for step, mark in zip(header, marks, strict=True):
            yield status, step, mark


def everybody():
    for peran in Peran:
        yield str(peran), factories.user(peran)
        for jabatan in JABATAN_PERAN.get(peran, []):
            yield f"{peran}:{jabatan}", factories.user(peran, jabatan=jabatan)


def run(name, made, by, penyedia):
    if name == "edit":
        return actions.edit(made, by=by, judul="Lain")
    if name == "declare":
        return actions.declare(made, by=by, kepentingan="tidak_ada")
    if name == "invite":
        return actions.invite(made, by=by, penyedia=[penyedia])
    if name == "offer":
        return p2ktd.offer(made, penyedia, by)
    if name == "score":
        letter = made.penawaran_masuk.first() or Penawaran(pk=0)
        return actions.score(made, letter, by=by, nilai=dict.fromkeys(actions.DINILAI, 3))
    if name == "choose":
        return actions.choose(made, by=by, penyedia=penyedia, catatan="Paling sesuai.")
    return actions.BUTTONS[name](made, by=by, catatan="Ya.")


@pytest.mark.parametrize(("status", "step", "who"), list(cells()))
def test_step(status, step, who):
    """Everybody tries on one search; what succeeds is undone before the next tries."""
    people = list(everybody())
    penyedia = p2ktd.penyedia()
    made = p2ktd.pemilihan(P(status), oleh=penyedia)
    if (status, step) == ("penawaran", "offer"):
        Penawaran.objects.all().delete()
    elif step == "offer" and not made.undangan.exists():
        made.undangan.create(penyedia=penyedia, poin=1, created_by=made.created_by)
    if (status, step) == ("penilaian", "choose"):
        run("score", made, made.created_by, penyedia)
    for name, by in people:
        before = transaction.savepoint()
        allowed = name.startswith("tpid") if who == "t" else who == "k" and name in KETUA
        if allowed:
            run(step, made, by, penyedia)
        else:
            with pytest.raises(NotAllowed):
                run(step, made, by, penyedia)
        after = Pemilihan.objects.get(pk=made.pk).status
        assert after == (ENDS_AT.get(step, status) if allowed else status)
        transaction.savepoint_rollback(before)


def test_grid_leaves_nothing_out():
    assert {status for status, *_ in cells()} == set(StatusPemilihan.values)
    assert {step for _, step, _ in cells()} == set(WORKFLOW_PEMILIHAN.steps)


def test_somebody_next_door_plans_nothing_here():
    neighbour = factories.user(Peran.TPID, factories.KECAMATAN_LAIN)
    with pytest.raises(NotAllowed, match="TPID di kecamatannya"):
        p2ktd.pemilihan(by=neighbour)


# Interests


def test_whoever_declared_an_interest_does_not_score_and_does_not_choose():
    ketua, penyedia = p2ktd.tpid(), p2ktd.penyedia()
    made = p2ktd.pemilihan(P.PENILAIAN, by=ketua, oleh=penyedia)
    actions.declare(made, by=ketua, kepentingan="kerabat", penyedia=penyedia)
    letter = made.penawaran_masuk.get()
    with pytest.raises(NotAllowed, match=f"kepentingan pada {penyedia}"):
        actions.score(made, letter, by=ketua, nilai=dict.fromkeys(actions.DINILAI, 5))
    assert not NilaiPenawaran.objects.exists()
    other = p2ktd.tpid(Jabatan.BIDANG_P2KTD)
    actions.declare(made, by=other, kepentingan="tidak_ada")
    actions.score(made, letter, by=other, nilai=dict.fromkeys(actions.DINILAI, 4))
    with pytest.raises(NotAllowed, match="tidak ikut menilai"):
        actions.choose(made, by=ketua, penyedia=penyedia, catatan="Ya.")
    actions.choose(made, by=other, penyedia=penyedia, catatan="Paling sesuai kebutuhan.")
    assert Pemilihan.objects.get().penyedia == penyedia


def test_judging_waits_until_every_member_has_declared():
    ketua = p2ktd.tpid()
    made = p2ktd.pemilihan(P.PENAWARAN, by=ketua)
    silent = p2ktd.tpid(Jabatan.BENDAHARA, nama="Tono Diam")
    with pytest.raises(NotAllowed, match="Tono Diam belum mengisi pernyataan kepentingan"):
        actions.compare(made, by=ketua)
    actions.declare(made, by=silent, kepentingan="tidak_ada")
    actions.compare(made, by=ketua)
    assert Pemilihan.objects.get().status == P.PENILAIAN


def test_an_interest_names_its_provider():
    with pytest.raises(NotAllowed, match="Sebutkan penyedia"):
        actions.declare(p2ktd.pemilihan(by=(by := p2ktd.tpid())), by=by, kepentingan="usaha")


SENDIRI = ["account", "name", "listed", "head", "titled", "phone", "declared"]


@pytest.mark.parametrize("how", SENDIRI)
def test_self_dealing_is_refused(how):
    ketua = p2ktd.tpid(nama="Budi Santoso", telepon="+6281299990000")
    made, penyedia = p2ktd.pemilihan(by=ketua), p2ktd.penyedia()
    if how == "account":
        penyedia.tenaga_ahli.create(
            nama="B. Santosa", nama_rapat="bsantosa", keahlian="x", pengguna=ketua
        )
    elif how == "name":
        penyedia_actions.add_expert(penyedia, by=p2ktd.pokja(), nama="budi  SANTOSO", keahlian="x")
    elif how == "listed":
        desa_factories.anggota(desa_factories.tim(), nama="Rini Utami")
        penyedia_actions.add_expert(penyedia, by=p2ktd.pokja(), nama="Rini Utami", keahlian="x")
    elif how == "head":
        penyedia_actions.edit(penyedia, by=p2ktd.pokja(), pimpinan="Budi Santoso")
    elif how == "titled":
        penyedia_actions.edit(penyedia, by=p2ktd.pokja(), pimpinan="Drs. H. Budi Santoso, M.Si")
    elif how == "phone":
        penyedia_actions.edit(penyedia, by=p2ktd.pokja(), telepon="+6281299990000")
    else:
        actions.declare(made, by=ketua, kepentingan="pengurus", penyedia=penyedia)
    with pytest.raises(NotAllowed, match="tidak dapat diundang"):
        actions.invite(made, by=ketua, penyedia=[penyedia])
    assert not made.undangan.exists()
    assert [t.calon.kunci for t in matches(made).tersisih] == [penyedia.pk]


def test_what_happened_since_the_invitation_excludes_at_the_choice():
    ketua, penyedia = p2ktd.tpid(), p2ktd.penyedia()
    made = p2ktd.pemilihan(P.PENILAIAN, by=ketua, oleh=penyedia)
    run("score", made, ketua, penyedia)
    penyedia_actions.blacklist(penyedia, by=p2ktd.pokja(), selesai=p2ktd.day(30), catatan="Menipu.")
    with pytest.raises(NotAllowed, match="Masuk daftar hitam"):
        actions.choose(made, by=ketua, penyedia=penyedia, catatan="Ya.")


@pytest.mark.parametrize("status", [StatusPenyedia.DAFTAR_HITAM, StatusPenyedia.NONAKTIF])
def test_a_provider_out_of_force_is_not_invited(status):
    ketua, penyedia = p2ktd.tpid(), p2ktd.penyedia(status)
    with pytest.raises(NotAllowed, match="tidak dapat diundang"):
        actions.invite(p2ktd.pemilihan(by=ketua), by=ketua, penyedia=[penyedia])


def test_an_offer_is_taken_down_once():
    ketua, penyedia = p2ktd.tpid(), p2ktd.penyedia()
    made = p2ktd.pemilihan(P.PENAWARAN, by=ketua, oleh=penyedia)
    with pytest.raises(NotAllowed, match="sudah dicatat"):
        p2ktd.offer(made, penyedia, ketua)
    assert Penawaran.objects.count() == 1


# Pages


def test_from_the_need_to_the_comparison(login):
    ketua = p2ktd.tpid()
    near = p2ktd.penyedia(nama="Dekat")
    near.wilayah_layanan.set([factories.wilayah(factories.KECAMATAN)])
    far = p2ktd.penyedia(nama="Jauh")
    expired = p2ktd.penyedia(nama="Lewat", sampai=p2ktd.day(20))
    made, client = p2ktd.pemilihan(by=ketua), login(ketua)
    url = reverse("p2ktd:selection_invite", args=[made.pk])

    page = client.get(url)
    assert [m.calon.nama for m in page.context["hasil"].cocok] == ["Dekat", "Jauh"]
    assertContains(page, "Kecamatan ini disebut dalam wilayah layanannya.")
    assertContains(page, "SK Bupati berakhir sebelum pekerjaan selesai.")
    refused = client.post(url, {"penyedia": [expired.pk]})
    assertContains(refused, "Penyedia ini tidak dapat diundang.")

    assertRedirects(client.post(url, {"penyedia": [near.pk, far.pk]}), made.get_absolute_url())
    actions.declare(made, by=ketua, kepentingan="tidak_ada")
    for row, harga in ((near, 6_000_000), (far, 5_000_000)):
        data = {"tanggal": p2ktd.day(0), "harga": harga, "hari": 5, "metode": "x", "tenaga": "y"}
        offer = reverse("p2ktd:selection_offer", args=[made.pk, made.undangan.get(penyedia=row).pk])
        client.post(offer, data)
    client.post(reverse("p2ktd:selection_step", args=[made.pk, "compare"]), {"catatan": ""})
    for letter in Penawaran.objects.all():
        nilai = 5 if letter.undangan.penyedia == near else 2
        score = reverse("p2ktd:selection_score", args=[made.pk, letter.pk])
        client.post(score, {"metode": nilai, "tenaga": nilai, "pengalaman": nilai})
    rows = client.get(made.get_absolute_url()).context["banding"].baris
    assert [(r.penawaran.undangan.penyedia.nama, r.jumlah) for r in rows] == [
        ("Dekat", 95.8),
        ("Jauh", 55.0),
    ]
    choose = reverse("p2ktd:selection_step", args=[made.pk, "choose"])
    client.post(choose, {"penyedia": near.pk, "catatan": "Nilainya tertinggi dan dekat."})
    assert Pemilihan.objects.get().penyedia == near


def test_bad_facts_are_refused_with_a_sentence(login):
    ketua = p2ktd.tpid()
    factories.wilayah()
    data = {
        "desa": factories.DESA_LAIN,
        "judul": "X",
        "tahun": 1999,
        "bidang": "pel",
        "layanan": "bimtek",
        "mulai": "2026-03-01",
        "selesai": "2026-02-01",
        "biaya": 6,
        "keluaran": "x",
    }
    response = login(ketua).post(reverse("p2ktd:selection_create"), data)
    assert set(response.context["form"].errors) == {"desa", "tahun", "selesai", "biaya"}
    assert not Pemilihan.objects.exists()


def test_list_costs_the_same_for_one_and_three(login, count_queries):
    client = login(p2ktd.tpid())
    one, three = count_queries(
        lambda n: p2ktd.pemilihan(P.DIPILIH), lambda: client.get(reverse("p2ktd:selections"))
    )
    assert one == three


def test_the_search_costs_the_same_for_one_provider_and_three(login, count_queries):
    ketua = p2ktd.tpid()
    made, client = p2ktd.pemilihan(by=ketua), login(ketua)
    url = reverse("p2ktd:selection_invite", args=[made.pk])
    one, three = count_queries(lambda n: p2ktd.penyedia(), lambda: client.get(url))
    assert one == three
    assert Penyedia.objects.count() == 3


def test_the_comparison_costs_the_same_for_one_offer_and_three(login, count_queries):
    ketua = p2ktd.tpid()
    made, client = p2ktd.pemilihan(by=ketua), login(ketua)

    def another(n):
        penyedia = p2ktd.penyedia()
        actions.invite(made, by=ketua, penyedia=[penyedia])
        p2ktd.offer(made, penyedia, ketua)

    one, three = count_queries(another, lambda: client.get(made.get_absolute_url()))
    assert one == three


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_export_holds_what_the_list_holds(login, bentuk):
    ketua = p2ktd.tpid()
    p2ktd.pemilihan(by=ketua, judul="=1+1")
    p2ktd.pemilihan(P.BATAL, by=ketua)
    client, query = login(ketua), {"status": "disusun"}
    listed = client.get(reverse("p2ktd:selections"), query).context["halaman"]
    url = reverse("p2ktd:selections_export")
    rows = table(client.get(url, query | {"bentuk": bentuk}), bentuk)
    assert [r["Kebutuhan"].lstrip("'") for r in rows] == [p.judul for p in listed] == ["=1+1"]


def test_nobody_is_simply_appointed_where_several_could_do_it():
    one, two = p2ktd.penyedia(), p2ktd.penyedia()
    file = pekerjaan.work("disusun", layanan="bimtek")
    k = pekerjaan.ketua()
    with pytest.raises(NotAllowed, match="Ada 2 penyedia dengan bidang dan layanan ini"):
        pekerjaan_actions.choose(file, by=k, penyedia=one, catatan="Kenal baik.")
    search = p2ktd.pemilihan(StatusPemilihan.DIPILIH, oleh=one)
    with pytest.raises(NotAllowed, match="bukan untuk pekerjaan dan penyedia ini"):
        pekerjaan_actions.choose(file, by=k, penyedia=two, pemilihan=search, catatan="Kenal baik.")
    pekerjaan_actions.choose(file, by=k, penyedia=one, pemilihan=search, catatan="Nilai tertinggi.")
    file.refresh_from_db()
    assert file.pemilihan == search


def test_a_search_serves_the_need_that_it_names():
    one, k = p2ktd.penyedia(), pekerjaan.ketua()
    other = pekerjaan.need("diprioritaskan", layanan="bimtek", perkiraan_biaya=900_000)
    file = pekerjaan.work("disusun", layanan="bimtek")
    search = p2ktd.pemilihan(StatusPemilihan.DIPILIH, oleh=one, kebutuhan=other)
    with pytest.raises(NotAllowed, match="bukan untuk pekerjaan dan penyedia ini"):
        pekerjaan_actions.choose(file, by=k, penyedia=one, pemilihan=search, catatan="Nilai.")


def test_the_price_is_bargained_down_from_the_offer_and_never_up(login):
    one = p2ktd.penyedia()
    file, k = pekerjaan.work("disusun", layanan="bimtek"), pekerjaan.ketua()
    pekerjaan.rab(file, k, harga_satuan=200_000)  # the RAB would allow six million
    search = p2ktd.pemilihan(StatusPemilihan.DIPILIH, oleh=one)  # offered 5,500,000
    pekerjaan_actions.choose(file, by=k, penyedia=one, pemilihan=search, catatan="Tertinggi.")
    sentence = f"Harga Rp5.500.001 melebihi penawaran {one} Rp5.500.000"
    with pytest.raises(NotAllowed, match=re.escape(sentence)):
        pekerjaan_actions.agree(file, by=k, **pekerjaan.agreement(file, harga=5_500_001))
    asked = pekerjaan.agreement(file, harga=5_500_001)
    data = {name: value for name, value in asked.items() if value is not None}
    page = login(k).post(reverse("p2ktd:work_agree", args=[file.pk]), data)
    assertContains(page, sentence)
    made = pekerjaan_actions.agree(file, by=k, **pekerjaan.agreement(file, harga=5_400_000))
    assert made.harga == 5_400_000


def test_the_page_leads_on_once_one_has_declared_and_tells_the_partial_why_not(login):
    ketua, one = p2ktd.tpid(), p2ktd.penyedia()
    search = p2ktd.pemilihan(P.PENILAIAN, by=ketua, oleh=one)
    url = reverse("p2ktd:selection", args=[search.pk])
    names = [o.step.name for o, _ in login(ketua).get(url).context["langkah"]]
    assert names.index("choose") < names.index("declare")
    actions.declare(search, by=ketua, kepentingan="kerabat", penyedia=one, penjelasan="Adik.")
    page = login(ketua).get(url)
    assertContains(page, f"Anda menyatakan kepentingan pada {one}, jadi tidak ikut menilai dan")
