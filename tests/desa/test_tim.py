"""Teams: everybody in their place sees them, the Admin writes, nothing but a double is refused."""

import pytest
from django.urls import reverse

from desa.actions import tim as actions
from desa.choices import Jabatan, JenisTim, Peran
from desa.models import Tim
from desa.trail import trail_of
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import desa as make


@pytest.fixture
def admin():
    return factories.user(Peran.ADMIN, factories.KABUPATEN)


def filled(**changes):
    return {
        "jenis": "tpid",
        "wilayah": factories.KECAMATAN,
        "tahun": make.TAHUN,
        "no_sk": "188/12/2026",
        "tanggal_sk": "2026-01-20",
    } | changes


def rows(tim, *members, extra=1):
    """What the page of members posts: those given, then blank rows."""
    data = {"form-TOTAL_FORMS": len(members) + extra, "form-INITIAL_FORMS": tim.anggota.count()}
    blank = {"id": "", "nama": "", "jenis_kelamin": "", "jabatan": "", "desa": "", "pengguna": ""}
    for n, member in enumerate([*members, *[{}] * extra]):
        data |= {f"form-{n}-{name}": value for name, value in (blank | member).items()}
    return data


# Seeing


@pytest.mark.parametrize(
    ("peran", "kode", "seen"),
    [
        (Peran.TPID, factories.KECAMATAN, ["TPID"]),
        (Peran.PEMANTAU, factories.KABUPATEN, ["TPID", "TIK"]),
        (Peran.TPID, factories.KECAMATAN_LAIN, []),
        (Peran.PLD, factories.DESA, ["TPID"]),
        (Peran.PLD, factories.DESA_LAIN, []),
    ],
)
def test_a_team_is_seen_from_its_place_and_from_above(login, peran, kode, seen):
    make.tim()
    make.tim(factories.KABUPATEN, JenisTim.TIK)
    halaman = login(factories.user(peran, kode)).get(reverse("desa:teams")).context["halaman"]
    assert sorted(t.jenis.upper() for t in halaman) == sorted(seen)


def test_an_empty_list_teaches(login):
    assert "TPID dipilih dalam MAD" in login(factories.user(Peran.PLD)).get("/tim/").text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"jenis": "tik"}, 1),
        ({"tahun": 2025}, 1),
        ({"wilayah": factories.KECAMATAN}, 2),
        ({"tahun": "x"}, 3),
    ],
)
def test_the_list_is_narrowed_by_the_address(login, admin, query, count):
    make.tim()
    make.tim(tahun=2025)
    make.tim(factories.KABUPATEN, JenisTim.TIK)
    page = login(admin).get(reverse("desa:teams"), query)
    assert len(page.context["halaman"]) == count
    assert "[invalid name]" not in page.text


@pytest.mark.parametrize("url", ["/tim/", "/tim/?bentuk=csv"])
def test_the_list_costs_the_same_for_one_team_and_three(login, admin, count_queries, url):
    client = login(admin)

    def grow(n):
        tim = make.tim(tahun=2020 + n)
        for _ in range(n):
            make.anggota(tim, desa=factories.wilayah())

    def read():
        response = client.get(url)
        if response.streaming:
            list(response)
        return response

    one, three = count_queries(grow, read)
    assert one == three


def test_the_page_of_a_team_costs_the_same_for_one_member_and_three(login, admin, count_queries):
    tim, client = make.tim(), login(admin)
    one, three = count_queries(
        lambda n: make.anggota(tim, desa=factories.wilayah(f"33.05.12.200{n}")),
        lambda: client.get(tim.get_absolute_url()),
    )
    assert one == three


def test_a_team_shows_names_and_nothing_else_personal(login):
    orang = factories.user(telepon="+6281234567890", email="siti@contoh.id")
    make.anggota(tim := make.tim(), nama="Siti Aminah", pengguna=orang)
    page = login(factories.user(Peran.PEMANTAU)).get(tim.get_absolute_url()).text
    assert "Siti Aminah" in page
    assert "1234" not in page
    assert "siti@" not in page


# What deserves a look


def test_a_whole_team_needs_no_look():
    tim = make.tim()
    for jabatan in [Jabatan.KETUA, Jabatan.BENDAHARA, *[Jabatan.ANGGOTA] * 5]:
        make.anggota(tim, jabatan)
    assert list(tim.perhatian()) == []


def test_what_deserves_a_look_is_said_and_blocks_nothing():
    tim = make.tim()
    make.anggota(tim, jenis_kelamin="L")
    make.anggota(tim, jenis_kelamin="L")
    make.anggota(tim, jenis_kelamin="P")
    assert list(tim.perhatian()) == [
        "Anggotanya 3 orang; pedoman menyebut 7 orang.",
        "Belum ada ketua.",
        "Belum ada bendahara.",
        "Perempuan 1 dari 3 orang; pedoman meminta sedikitnya separuh.",
    ]


def test_a_tik_is_not_measured_as_a_tpid():
    tim = make.tim(factories.KABUPATEN, JenisTim.TIK)
    make.anggota(tim, Jabatan.KETUA)
    assert list(tim.perhatian()) == []


# Writing


def test_create_leads_to_the_members(login, admin):
    factories.wilayah(factories.KECAMATAN)
    response = login(admin).post(reverse("desa:team_create"), filled())
    tim = Tim.objects.get()
    assert response["Location"] == reverse("desa:team_members", args=[tim.pk])
    assert (str(tim), tim.no_sk) == (f"TPID Wilayah {factories.KECAMATAN} 2026", "188/12/2026")
    assert trail_of(tim).get().nilai["no_sk"] == [None, "188/12/2026"]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"wilayah": factories.KABUPATEN}, "wilayah", "di luar wilayah Anda"),
        ({"jenis": "tik"}, "wilayah", "di luar wilayah Anda"),
        ({"wilayah": "33.06.01"}, "wilayah", "di luar wilayah Anda"),
        ({"tahun": 1999}, "tahun", "antara 2015 dan"),
        ({"tahun": "nanti"}, "tahun", "bilangan"),
        ({"tanggal_sk": ""}, "tanggal_sk", "Isi tanggal SK ini."),
        ({"tahun": 2025}, "tahun", "sudah tercatat"),
        ({"no_sk": "x" * 101}, "no_sk", "100"),
    ],
)
def test_create_refuses_with_a_sentence(login, admin, changes, field, sentence):
    make.tim(tahun=2025)
    factories.wilayah("33.06.01")
    page = login(admin).post(reverse("desa:team_create"), filled(**changes))
    assert sentence in " ".join(page.context["form"].errors[field])
    assert Tim.objects.count() == 1


def test_two_clicks_make_one_team_and_a_sentence(admin):
    place = factories.wilayah(factories.KECAMATAN)
    actions.create_team(by=admin, wilayah=place, jenis="tpid", tahun=2026)
    with pytest.raises(NotAllowed, match="sudah tercatat"):
        actions.create_team(by=admin, wilayah=place, jenis="tpid", tahun=2026)
    assert Tim.objects.count() == 1


def test_edit_keeps_before_and_after(login, admin):
    tim = make.tim(no_mou="1")
    login(admin).post(reverse("desa:team_edit", args=[tim.pk]), filled(no_mou="2"))
    assert trail_of(tim).get().nilai == {
        "no_mou": ["1", "2"],
        "no_sk": ["", "188/12/2026"],
        "tanggal_sk": [None, "2026-01-20"],
    }


@pytest.mark.parametrize("name", ["team_edit", "team_members"])
@pytest.mark.parametrize("peran", [Peran.TPID, Peran.PEMANTAU])
def test_whoever_may_see_a_team_may_not_thereby_change_it(login, name, peran):
    tim = make.tim()
    response = login(factories.user(peran)).post(reverse(f"desa:{name}", args=[tim.pk]), filled())
    assert response.status_code == 403
    assert "Hanya Admin" in response.text
    assert "Ubah anggota" not in login(factories.user(peran)).get(tim.get_absolute_url()).text


def test_an_admin_below_does_not_write_the_team_above(login):
    tik = make.tim(factories.KABUPATEN, JenisTim.TIK)
    admin = factories.user(Peran.ADMIN, factories.KECAMATAN)
    factories.assign(admin, Peran.PEMANTAU, factories.KABUPATEN)
    response = login(admin).post(reverse("desa:team_edit", args=[tik.pk]), filled())
    assert response.status_code == 403


# Members


def test_members_are_added_changed_and_taken_out_in_one_line_of_the_trail(login, admin):
    tim = make.tim()
    ani, budi = make.anggota(tim, nama="Ani"), make.anggota(tim, nama="Budi")
    url = reverse("desa:team_members", args=[tim.pk])
    data = rows(
        tim,
        {"id": ani.pk, "nama": "Ani Sari", "jenis_kelamin": "P", "jabatan": "ketua"},
        {"id": budi.pk, "nama": "", "jenis_kelamin": "P"},
        {"nama": " Cici ", "jenis_kelamin": "P", "desa": factories.wilayah().pk},
    )

    assert login(admin).post(url, data).status_code == 302

    found = [(a.pk == ani.pk, a.nama, a.jabatan, a.desa_id) for a in tim.anggota.all()]
    assert found == [(True, "Ani Sari", "ketua", None), (False, "Cici", "anggota", factories.DESA)]
    assert trail_of(tim).get().nilai == {
        "anggota": [
            ["Ani (Anggota)", "Budi (Anggota)"],
            ["Ani Sari (Ketua)", "Cici (Anggota)"],
        ]
    }


def test_members_unchanged_leave_no_line(login, admin):
    tim = make.tim()
    ani = make.anggota(tim, nama="Ani")
    data = rows(tim, {"id": ani.pk, "nama": "Ani", "jenis_kelamin": "P", "jabatan": "anggota"})
    login(admin).post(reverse("desa:team_members", args=[tim.pk]), data)
    assert not trail_of(tim).exists()


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        ({"nama": "Ani"}, "Pilih laki-laki atau perempuan."),
        ({"nama": "Ani", "jenis_kelamin": "X"}, "bukan salah satu"),
        ({"nama": "Ani", "jenis_kelamin": "P", "jabatan": "pokja_ppid"}, "bukan salah satu"),
        ({"nama": "Ani", "jenis_kelamin": "P", "desa": factories.DESA_LAIN}, "bukan salah satu"),
        ({"desa": factories.DESA}, "Isi nama, atau kosongkan"),
        ({"nama": "x" * 101, "jenis_kelamin": "P"}, "100"),
    ],
)
def test_members_are_refused_with_a_sentence(login, admin, member, sentence):
    factories.wilayah(), factories.wilayah(factories.DESA_LAIN)
    tim = make.tim()
    page = login(admin).post(reverse("desa:team_members", args=[tim.pk]), rows(tim, member))
    assert sentence in page.text
    assert not tim.anggota.exists()


def test_one_account_is_for_one_member(login, admin):
    tim, orang = make.tim(), factories.user(Peran.TPID)
    double = {"jenis_kelamin": "P", "pengguna": orang.pk}
    data = rows(tim, {"nama": "Ani"} | double, {"nama": "Budi"} | double)
    page = login(admin).post(reverse("desa:team_members", args=[tim.pk]), data)
    assert "Satu akun hanya untuk satu anggota." in page.text
    assert not tim.anggota.exists()


def test_only_people_of_that_team_are_offered_as_accounts(login, admin):
    tim = make.tim()
    mine = factories.user(Peran.TPID)
    factories.user(Peran.TPID, factories.KECAMATAN_LAIN)
    factories.user(Peran.PD)
    formset = login(admin).get(reverse("desa:team_members", args=[tim.pk])).context["formset"]
    assert [key for key, _ in formset.forms[0].fields["pengguna"].choices if key] == [mine.pk]
    assert len(formset.forms) == 7


def test_a_member_of_another_team_cannot_be_pulled_over(login, admin):
    other = make.anggota(make.tim(tahun=2025), nama="Ani")
    tim = make.tim()
    data = rows(tim, {"id": other.pk, "nama": "Ani", "jenis_kelamin": "P"})
    login(admin).post(reverse("desa:team_members", args=[tim.pk]), data)
    other.refresh_from_db()
    assert other.tim.tahun == 2025
    assert tim.anggota.get().pk != other.pk
