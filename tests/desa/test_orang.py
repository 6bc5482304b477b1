"""People and their roles: what an Admin may do in the own place, and what is refused and why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desa.actions import orang as actions
from desa.choices import Peran, Tingkat
from desa.models import Jejak, Pengguna, Penugasan
from desa.trail import trail_of
from ppid.lib.workflow import NotAllowed
from tests import factories

HARI_INI = timezone.localdate()


@pytest.fixture
def admin():
    return factories.user(Peran.ADMIN, factories.KECAMATAN)


def filled(**changes):
    return {
        "nama": "  Siti   Aminah ",
        "username": "Siti.Aminah",
        "telepon": "0812-3456-7890",
        "email": "",
        "peran": "pld",
        "jabatan": "",
        "wilayah": factories.DESA,
        "mulai": HARI_INI,
        "selesai": "",
        "no_sk": "12/SK/2026",
    } | changes


def role(**changes):
    names = ("peran", "jabatan", "wilayah", "mulai", "selesai", "no_sk")
    return {name: filled(**changes)[name] for name in names}


# The list


def test_the_list_is_for_admins(login):
    response = login(factories.user(Peran.PD)).get(reverse("desa:people"))
    assert response.status_code == 403
    assert "Hubungi Admin" in response.text


def test_the_list_holds_who_has_or_had_a_role_here_and_nobody_else(login, admin):
    here = factories.user(Peran.PLD)
    former = factories.user()
    factories.assign(former, Peran.PLD, factories.DESA, selesai=factories.LONG_AGO)
    factories.user(Peran.PLD, factories.DESA_LAIN)
    factories.user(Peran.PEMANTAU, factories.KABUPATEN)
    page = login(admin).get(reverse("desa:people"))
    assert set(page.context["halaman"]) == {admin, here, former}


def test_an_admins_other_roles_open_no_people(login):
    """Admin of one kecamatan and watcher of the kabupaten: people of the kecamatan alone."""
    admin = factories.user(Peran.ADMIN, factories.KECAMATAN)
    factories.assign(admin, Peran.PEMANTAU, factories.KABUPATEN)
    other = factories.user(Peran.PLD, factories.DESA_LAIN)
    assert other not in login(admin).get(reverse("desa:people")).context["halaman"]
    assert login(admin).get(other.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"peran": "pd"}, {"B"}),
        ({"cari": "0812 3456 7890"}, {"A"}),
        ({"cari": "orang"}, {"A", "B", "C", "Admin"}),
        ({"wilayah": factories.DESA}, {"A", "C"}),
        ({"aktif": "ya"}, {"A", "B", "Admin"}),
        ({"aktif": "tidak"}, {"C"}),
        ({"aktif": "nonaktif"}, set()),
        ({"peran": "pd", "wilayah": factories.DESA}, set()),
        ({"peran": "bukan-peran"}, {"A", "B", "C", "Admin"}),
    ],
)
def test_the_list_is_narrowed_by_the_address(login, query, names):
    admin = factories.user(Peran.ADMIN, factories.KECAMATAN, nama="Admin")
    factories.user(Peran.PLD, nama="A", telepon="+6281234567890")
    factories.user(Peran.PD, nama="B")
    former = factories.user(nama="C")
    factories.assign(former, Peran.PLD, factories.DESA, selesai=factories.LONG_AGO)
    page = login(admin).get(reverse("desa:people"), query)
    assert {o.nama for o in page.context["halaman"]} == names
    assert "[invalid name]" not in page.text


def test_the_list_costs_the_same_for_one_person_and_three(login, admin, count_queries):
    client = login(admin)
    one, three = count_queries(
        lambda n: factories.user(Peran.PLD), lambda: client.get(reverse("desa:people"))
    )
    assert one == three


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_the_list_as_a_file(login, admin, bentuk):
    factories.user(Peran.PLD, nama="Siti Aminah")
    response = login(admin).get(reverse("desa:people"), {"bentuk": bentuk, "peran": "pld"})
    assert f"orang.{bentuk}" in response["Content-Disposition"]
    if bentuk == "csv":
        lines = response.getvalue().decode().splitlines()
        assert len(lines) == 2
        assert f"Siti Aminah;orang{lines[1].split(';')[1][5:]}" in lines[1]


# A new person


def test_create_makes_a_person_a_role_and_a_password_shown_once(login, admin):
    factories.wilayah()
    page = login(admin).post(reverse("desa:person_create"), filled())

    siti = Pengguna.objects.get(username="siti.aminah")
    sandi = page.context["sandi"]
    assert (siti.nama, siti.telepon, siti.harus_ganti_sandi) == (
        "Siti Aminah",
        "+6281234567890",
        True,
    )
    assert siti.check_password(sandi)
    assert sandi in page.text
    assert "no-store" in page["Cache-Control"]
    assert [(t.peran, t.wilayah_id, t.no_sk) for t in siti.tugas] == [
        ("pld", factories.DESA, "12/SK/2026")
    ]
    assert sandi not in str(list(Jejak.objects.values()))
    assert trail_of(siti).get().nilai["nama"] == [None, "Siti Aminah"]
    assert trail_of(siti.penugasan.get()).get().nilai["wilayah_id"] == [None, factories.DESA]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "si"}, "Pakai 3–30 huruf"),
        ({"username": "Éva"}, "Pakai 3–30 huruf"),
        ({"username": "ORANG"}, "sudah dipakai"),
        ({"telepon": "021 5550000"}, "Tulis nomor HP Indonesia"),
        ({"telepon": "halo"}, "Tulis nomor HP Indonesia"),
        ({"telepon": "+62 811 1111 111"}, "sudah dipakai akun lain"),
        ({"nama": "x" * 101}, "paling banyak 100"),
    ],
)
def test_create_refuses_with_a_sentence(login, admin, changes, sentence):
    factories.wilayah()
    Pengguna.objects.create(username="orang", nama="Orang", telepon="+628111111111")
    page = login(admin).post(reverse("desa:person_create"), filled(**changes))
    assert sentence in page.text
    assert not Penugasan.objects.filter(peran="pld").exists()


def test_create_keeps_neither_half_when_the_role_is_wrong(login, admin):
    factories.wilayah(factories.DESA_LAIN)
    page = login(admin).post(reverse("desa:person_create"), filled(wilayah=factories.DESA_LAIN))
    assert "di luar wilayah Anda" in page.text
    assert not Pengguna.objects.filter(username="siti.aminah").exists()


# Roles


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"wilayah": factories.DESA_LAIN}, "wilayah", "di luar wilayah Anda"),
        ({"peran": "admin", "wilayah": factories.KABUPATEN}, "wilayah", "di luar wilayah Anda"),
        ({"peran": "pd", "wilayah": factories.DESA}, "wilayah", "bukan tempat untuk peran ini"),
        ({"wilayah": factories.KECAMATAN}, "wilayah", "bukan tempat untuk peran ini"),
        ({"wilayah": "33.05.12.1001"}, "wilayah", "bukan tempat untuk peran ini"),
        ({"wilayah": "atlantis"}, "wilayah", "tidak ditemukan di wilayah Anda"),
        ({"peran": "tik", "wilayah": factories.KABUPATEN}, "peran", ""),
        ({"peran": "pld", "jabatan": "ketua"}, "jabatan", "bukan jabatan"),
        ({"selesai": HARI_INI - timedelta(1)}, "selesai", "mendahului tanggal mulai"),
        ({"mulai": "1990-01-01"}, "mulai", "mendahului program ini"),
        ({"mulai": ""}, "mulai", ""),
    ],
)
def test_assign_refuses_with_a_sentence(login, admin, changes, field, sentence):
    for kode in (factories.DESA, factories.DESA_LAIN, "33.05.12.1001"):
        factories.wilayah(kode)
    orang = factories.user(Peran.PD, factories.KECAMATAN)
    page = login(admin).post(reverse("desa:assign", args=[orang.pk]), role(**changes))
    assert sentence in " ".join(page.context["form"].errors[field])
    assert orang.penugasan.count() == 1


def test_assign_names_the_candidates_where_a_name_is_shared(login):
    admin = factories.user(Peran.ADMIN, factories.KABUPATEN)
    factories.wilayah("33.05.12.2001", nama="Sumber")
    factories.wilayah("33.05.13.2001", nama="Sumber")
    orang = factories.user(Peran.PLD, "33.05.12.2002")
    page = login(admin).post(reverse("desa:assign", args=[orang.pk]), role(wilayah="sumber"))
    sentence = page.context["form"].errors["wilayah"][0]
    assert "33.05.12.2001" in sentence
    assert "33.05.13.2001" in sentence


def test_assign_takes_several_places_by_name_or_code(login, admin):
    factories.wilayah("33.05.12.2001", nama="Sumber Petung")
    factories.wilayah("33.05.12.2002", nama="Kalirejo")
    orang = factories.user(Peran.PD, factories.KECAMATAN)
    login(admin).post(
        reverse("desa:assign", args=[orang.pk]),
        role(wilayah="sumberpetung\n3305122002; 33.05.12.2001"),
    )
    mine = orang.penugasan.filter(peran="pld")
    assert [t.wilayah_id for t in mine] == ["33.05.12.2001", "33.05.12.2002"]


def test_assign_refuses_a_role_held_already(login, admin):
    orang = factories.user(Peran.PLD)
    page = login(admin).post(reverse("desa:assign", args=[orang.pk]), role())
    assert "sudah dipegang pada masa itu" in page.text
    assert orang.penugasan.count() == 1


def test_more_than_five_villages_warn_and_do_not_block(login, admin):
    orang = factories.user()
    for n in range(1, 6):
        factories.assign(orang, Peran.PLD, f"33.05.12.200{n}")
    factories.wilayah("33.05.12.2006")
    page = login(admin).post(
        reverse("desa:assign", args=[orang.pk]), role(wilayah="33.05.12.2006"), follow=True
    )
    assert orang.penugasan.count() == 6
    assert "kini mendampingi 6 desa" in page.text


def test_more_than_five_villages_warn_from_the_first_day(login, admin):
    kodes = [factories.wilayah(f"33.05.12.200{n}").pk for n in range(1, 7)]
    page = login(admin).post(reverse("desa:person_create"), filled(wilayah="\n".join(kodes)))
    assert "kini mendampingi 6 desa" in page.text
    assert Penugasan.objects.filter(peran="pld").count() == 6


@pytest.mark.parametrize(
    ("own", "roles"),
    [
        (factories.KECAMATAN, {"pld", "pd", "tpid", "admin", "pemantau"}),
        (factories.KABUPATEN, set(Peran.values)),
    ],
)
def test_only_roles_at_or_below_the_own_level_are_offered(login, own, roles):
    admin = factories.user(Peran.ADMIN, own)
    form = login(admin).get(reverse("desa:person_create")).context["peran"]
    assert {value for value, _ in form.fields["peran"].choices if value} == roles


def test_the_action_refuses_what_a_form_would(admin):
    orang = factories.user(Peran.PLD)
    for peran, kode in ((Peran.PLD, factories.DESA_LAIN), (Peran.TIK, factories.KABUPATEN)):
        with pytest.raises(NotAllowed, match="Anda bukan Admin"):
            actions.assign(
                orang, by=admin, peran=peran, wilayah=[factories.wilayah(kode)], mulai=HARI_INI
            )
    place = factories.wilayah(factories.KECAMATAN)
    with pytest.raises(NotAllowed, match=f"tingkat {Tingkat.KECAMATAN.label}"):
        actions.assign(orang, by=admin, peran=Peran.PLD, wilayah=[place], mulai=HARI_INI)
    assert orang.penugasan.count() == 1


def test_two_clicks_give_one_role(admin):
    orang, place = factories.user(Peran.PD, factories.KECAMATAN), factories.wilayah()
    fields = {"by": admin, "peran": Peran.PLD, "wilayah": [place], "mulai": HARI_INI}
    actions.assign(orang, **fields)
    with pytest.raises(NotAllowed, match="sudah tercatat"):
        actions.assign(orang, **fields)
    assert orang.penugasan.filter(peran="pld").count() == 1


def test_end_sets_the_last_day_and_keeps_the_reason(login, admin):
    t = factories.user(Peran.PLD).penugasan.get()
    url = reverse("desa:end_assignment", args=[t.pk])
    last = HARI_INI - timedelta(1)
    assert login(admin).post(url, {"selesai": last, "catatan": "Pindah tugas."}).status_code == 302
    t.refresh_from_db()
    line = trail_of(t).get()
    assert (t.selesai, line.catatan) == (last, "Pindah tugas.")
    assert line.nilai == {"selesai": [None, last.isoformat()]}

    assert "sudah berakhir" in login(admin).post(url, {"selesai": last, "catatan": "Lagi."}).text


@pytest.mark.parametrize(
    ("data", "field"),
    [({"selesai": "2000-01-01", "catatan": "x"}, "selesai"), ({"selesai": HARI_INI}, "catatan")],
)
def test_end_wants_a_day_and_a_reason(login, admin, data, field):
    t = factories.user(Peran.PLD).penugasan.get()
    page = login(admin).post(reverse("desa:end_assignment", args=[t.pk]), data)
    assert field in page.context["form"].errors
    t.refresh_from_db()
    assert t.selesai is None
