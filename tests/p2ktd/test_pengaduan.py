"""Complaints: who handles them, what the reporter sees, what nobody else ever sees."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains
from uuid6 import uuid7

from desa.choices import JABATAN_PERAN, Peran
from desa.models import Jejak
from p2ktd.actions import pengaduan as actions
from p2ktd.choices import StatusPengaduan
from p2ktd.models import Pelapor, Pengaduan
from p2ktd.workflow import WORKFLOW_PENGADUAN
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import p2ktd, pekerjaan
from tests.p2ktd.tabel import table

# Who may take which step from which status: A the Admin. A dot is nobody.
GRID = """
                take_up  take_over  answer  resolve  dismiss  reopen
diterima        A        .          .       .        A        .
ditangani       .        A          A       A        A        .
selesai         .        .          .       .        .        A
tidak_diproses  .        .          .       .        .        A
"""
ENDS_AT = {
    "take_up": "ditangani",
    "resolve": "selesai",
    "dismiss": "tidak_diproses",
    "reopen": "ditangani",
}
WAYS = {
    "diterima": [],
    "ditangani": ["take_up"],
    "selesai": ["take_up", "resolve"],
    "tidak_diproses": ["dismiss"],
}
ISI = "Pelatihan dua hari hanya berlangsung satu jam."


def admin():
    return factories.user(Peran.ADMIN)


def complaint(status="diterima", by=None):
    made = p2ktd.pengaduan()
    by = by or admin()
    for name in WAYS[status]:
        actions.BUTTONS[name](made, by=by, catatan="Kami periksa.")
    return Pengaduan.objects.get(pk=made.pk)


def cells():
    header, *lines = [line.split() for line in GRID.strip().splitlines()]
    for status, *marks in lines:
        for step, mark in zip(header, marks, strict=True):
            yield status, step, mark


@pytest.mark.parametrize(("status", "step", "who"), list(cells()))
def test_step(status, step, who):
    handler = admin()
    made = complaint(status, handler)
    people = [(peran, factories.user(peran)) for peran in Peran if peran != Peran.ADMIN]
    people += [
        (f"{p}:{j}", factories.user(p, jabatan=j)) for p in JABATAN_PERAN for j in JABATAN_PERAN[p]
    ]
    for name, by in [("A", handler), *people]:
        before = transaction.savepoint()
        allowed = name == who
        if allowed:
            actions.BUTTONS[step](made, by=by, catatan="Ya.")
        else:
            with pytest.raises(NotAllowed):
                actions.BUTTONS[step](made, by=by, catatan="Ya.")
        after = Pengaduan.objects.get(pk=made.pk).status
        assert after == (ENDS_AT.get(step, status) if allowed else status)
        transaction.savepoint_rollback(before)


def test_grid_leaves_nothing_out():
    assert {status for status, *_ in cells()} == set(StatusPengaduan.values)
    assert {step for _, step, _ in cells()} == set(WORKFLOW_PENGADUAN.steps) == set(actions.BUTTONS)


def test_another_admin_takes_it_over_before_answering():
    made, other = complaint("ditangani"), admin()
    with pytest.raises(NotAllowed, match="Ambil alih lebih dahulu"):
        actions.answer(made, by=other, catatan="Kabar.")
    assert not made.tanggapan.exists()
    actions.take_over(made, by=other, catatan="Penangan cuti.")
    actions.answer(made, by=other, catatan="Kabar.")
    assert made.tanggapan.get().teks == "Kabar."


def test_anybody_reports_and_follows_the_answer_by_the_code(client):
    penyedia = p2ktd.penyedia()
    url = reverse("p2ktd:complain", args=[penyedia.pk])
    key = client.get(url).context["form"]["isian"].value()
    data = {"isian": key, "kategori": "mutu", "isi": ISI, "nama": "Siti", "kontak": "0812"}

    page = client.post(url, data, follow=True)

    made = Pengaduan.objects.get()
    assertContains(page, made.nomor)
    assert made.batas_selesai - timezone.localdate() == timedelta(days=30)
    by = admin()
    actions.take_up(made, by=by)
    actions.resolve(made, by=by, catatan="Pelatihan diulang 3 Mei.")
    kode = actions.code_for(made)
    find = client.post(reverse("p2ktd:complaint_find"), {"kode": kode.lower()}, follow=True)
    assertContains(find, "Pelatihan diulang 3 Mei.")
    assertNotContains(find, "Siti")
    assertNotContains(find, by.nama)
    assertNotContains(find, ISI)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("//jahat.example", 404), ("a/b", 404), ("../", 200), ("– –", 200), ("?x=1#y", 404)],
)
def test_what_is_no_code_is_told_so(client, typed, answer):
    page = client.post(reverse("p2ktd:complaint_find"), {"kode": typed}, follow=True)
    assert page.status_code == answer
    if answer == 200:
        assertContains(page, "Tulis kodenya: huruf dan angka dari bukti pengaduan.")


def test_a_work_is_reported_from_its_public_page(client):
    file = pekerjaan.work("berjalan")
    page = client.get(reverse("p2ktd:public_work", args=[file.pk]))
    url = reverse("p2ktd:complain_work", args=[file.pk])
    assertContains(page, url)
    sent = client.post(url, {"isian": uuid7(), "kategori": "mutu", "isi": ISI}, follow=True)
    made = Pengaduan.objects.get()
    assertContains(sent, made.nomor)
    assertContains(sent, file.judul)
    assert (made.pekerjaan, made.penyedia) == (file, file.penyedia)
    assert made.place.pk == factories.KABUPATEN


@pytest.mark.parametrize("status", ["disusun", "penyedia_dipilih", "batal"])
def test_a_work_without_a_contract_is_nobodys_business(client, status):
    file = pekerjaan.work(status)
    for name in ("public_work", "complain_work"):
        assert client.get(reverse(f"p2ktd:{name}", args=[file.pk])).status_code == 404


def test_the_public_page_of_a_work_names_nobody(client):
    file = pekerjaan.work("selesai")
    page = client.get(reverse("p2ktd:public_work", args=[file.pk]))
    for nama in (file.pihak1_nama, file.pihak2_nama, file.created_by.nama, "Sutrisno Hadi"):
        assertNotContains(page, nama)
    assertContains(page, "Diterima, berita acara 007/BA/MUSDES-P2KTD")


def test_a_double_press_makes_one_complaint(client):
    url = reverse("p2ktd:complain", args=[p2ktd.penyedia().pk])
    data = {"isian": uuid7(), "kategori": "mutu", "isi": ISI}
    first, second = client.post(url, data), client.post(url, data)
    assert first["Location"] == second["Location"]
    assert Pengaduan.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [({"isi": "Buruk."}, "isi"), ({"kategori": ""}, "kategori"), ({"situs": "x"}, "situs")],
)
def test_bad_reports_are_refused_with_a_sentence(client, change, field):
    url = reverse("p2ktd:complain", args=[p2ktd.penyedia().pk])
    data = {"isian": uuid7(), "kategori": "mutu", "isi": ISI} | change
    response = client.post(url, data)
    assert field in response.context["form"].errors
    assert not Pengaduan.objects.exists()


def test_one_address_reports_five_times_an_hour(client):
    url = reverse("p2ktd:complain", args=[p2ktd.penyedia().pk])
    for _ in range(5):
        client.post(url, {"isian": uuid7(), "kategori": "mutu", "isi": ISI})
    response = client.post(url, {"isian": uuid7(), "kategori": "mutu", "isi": ISI})
    assertContains(response, "Terlalu banyak kiriman", status_code=403)
    assert Pengaduan.objects.count() == 5


def test_guessing_codes_is_slowed_down(client):
    url = reverse("p2ktd:complaint_status", args=["TIDAKADA"])
    answers = [client.get(url).status_code for _ in range(31)]
    assert answers == [404] * 30 + [403]


def test_only_the_handler_sees_who_reported(login):
    handler, other = admin(), admin()
    made = complaint("ditangani", handler)
    assertContains(login(handler).get(made.get_absolute_url()), "Siti Pelapor")
    response = login(other).get(made.get_absolute_url())
    assertNotContains(response, "Siti Pelapor")
    assertNotContains(response, "0812-0000-1111")


def test_the_trail_carries_neither_reporter_nor_report():
    made = complaint("ditangani")
    lines = " ".join(
        f"{j.judul} {j.catatan} {j.nilai}"
        for j in Jejak.objects.filter(objek="p2ktd.Pengaduan", objek_id=made.pk)
    )
    assert Pelapor.objects.get(pengaduan=made).nama == "Siti Pelapor"
    assert "Siti" not in lines
    assert made.isi not in lines


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.ADMIN])
def test_nobody_but_an_admin_sees_complaints(login, peran):
    made = complaint()
    client = login(factories.user(peran))
    assert client.get(made.get_absolute_url()).status_code == 404
    assert len(client.get(reverse("p2ktd:complaints")).context["halaman"]) == 0


def test_late_ones_are_found(login):
    made = complaint()
    complaint("selesai")
    Pengaduan.objects.update(batas_tanggap=p2ktd.day(-1))
    response = login(admin()).get(reverse("p2ktd:complaints"), {"terlambat": "true"})
    assert [p.pk for p in response.context["halaman"]] == [made.pk]
    assertContains(response, "Lewat batas")


def test_list_costs_the_same_for_one_and_three(login, count_queries):
    client = login(admin())
    one, three = count_queries(
        lambda n: complaint("ditangani"), lambda: client.get(reverse("p2ktd:complaints"))
    )
    assert one == three


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_export_holds_what_the_list_holds_and_no_reporter(login, bentuk):
    made = complaint()
    complaint("ditangani")
    query = {"status": "diterima"}
    client = login(admin())
    listed = client.get(reverse("p2ktd:complaints"), query).context["halaman"]
    url = reverse("p2ktd:complaints_export")
    rows = table(client.get(url, query | {"bentuk": bentuk}), bentuk)
    assert [row["Nomor"] for row in rows] == [p.nomor for p in listed] == [made.nomor]
    assert "Siti" not in str(rows)
    assert made.isi not in str(rows)
