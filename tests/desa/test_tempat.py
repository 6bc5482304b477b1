"""Places: finding them, what things are called there, who leads a village."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from desa.choices import Peran
from desa.models import Jejak, ProfilDesa, Sebutan, Wilayah
from desa.places import Place, official, places
from desa.sebutan import sebutan_of, sebutan_of_all
from desa.trail import trail_of
from tests import factories
from tests.factories import desa as make

NAMES = {
    "00": "Indonesia",
    "35": "Jawa Timur",
    "35.07": "Kabupaten Malang",
    "35.07.11": "Kalipare",
    "35.07.11.2001": "Sumber Petung",
    "35.07.11.1002": "Sumberpucung",
    "35.07.11.2003": "Ma'arang",
    "35.07.11.2004": "Belagabér",
    "35.73": "Kota Malang",
    "33": "Jawa Tengah",
    "33.05": "Kabupaten Kebumen",
    "33.05.12": "Sumber",
    "33.05.12.2001": "Desa Sumber",
    "91": "Papua",
    "91.03": "Kabupaten Jayapura",
    "91.03.01": "Sentani",
    "91.03.01.3001": "Desa Adat Yoboi",
}


@pytest.fixture
def some():
    """A handful of places, as the real loader writes them."""
    for p in places(NAMES):
        Wilayah.objects.create(
            kode=p.kode,
            nama=p.nama,
            tingkat=p.tingkat,
            jenis=p.jenis,
            induk_id=p.induk,
            jumlah_desa=p.jumlah_desa,
            cari=p.cari,
        )


def found(client, q):
    return [w.pk for w in client.get(reverse("desa:search"), {"q": q}).context["tempat"]]


# Finding


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("sumber", ["33.05.12", "35.07.11.1002", "35.07.11.2001", "33.05.12.2001"]),
        ("35.07", ["35.07", "35.07.11", "35.07.11.1002"]),
        ("3507112001", ["35.07.11.2001"]),
        ("35.07.11.2001", ["35.07.11.2001"]),
        ("SUMBER  PETUNG", ["35.07.11.2001"]),
        ("sumberpetung", ["35.07.11.2001"]),
        ("ma'arang", ["35.07.11.2003"]),
        ("Ma’arang", ["35.07.11.2003"]),
        ("maarang", ["35.07.11.2003"]),
        ("belagaber", ["35.07.11.2004"]),
        ("Bélagaber", ["35.07.11.2004"]),
        ("sumber malang", ["35.07.11.1002", "35.07.11.2001"]),
        ("desa sumber", ["33.05.12.2001"]),
        ("malang", ["35.07", "35.73", "35.07.11"]),
        ("99", []),
        ("%", []),
        ("_", []),
        ("'; --", []),
        ("   ", []),
        ("", []),
        ("x" * 300, []),
    ],
)
def test_a_place_is_found_by_code_and_name(login, some, q, expected):
    client = login(factories.user(Peran.PEMANTAU, "00"))
    assert found(client, q)[: len(expected) or None][:3] == expected[:3]
    assert set(expected) <= set(found(client, q))


def test_a_search_stays_inside_the_own_territory(login, some):
    client = login(factories.user(Peran.PD, "35.07.11"))
    assert set(found(client, "sumber")) == {"35.07.11.1002", "35.07.11.2001"}
    assert found(client, "35.07") == ["35.07.11", *sorted(k for k in NAMES if k[:9] == "35.07.11.")]
    assert found(client, "33.05.12.2001") == []


@pytest.mark.parametrize(
    ("kode", "path"),
    [
        ("35.07.11.2001", "Desa Sumber Petung, Kec. Kalipare, Kab. Malang"),
        ("35.07.11.1002", "Kelurahan Sumberpucung, Kec. Kalipare, Kab. Malang"),
        ("91.03.01.3001", "Desa Adat Yoboi, Kec. Sentani, Kab. Jayapura"),
        ("33.05.12.2001", "Desa Desa Sumber, Kec. Sumber, Kab. Kebumen"),
        ("35.07.11", "Kec. Kalipare, Kab. Malang"),
        ("35.07", "Kab. Malang, Jawa Timur"),
        ("35.73", "Kota Malang, Jawa Timur"),
        ("35", "Jawa Timur"),
        ("00", "Indonesia"),
    ],
)
def test_a_place_says_where_it_lies(some, kode, path):
    assert Wilayah.objects.with_path().get(pk=kode).lengkap == path
    assert Wilayah.objects.get(pk=kode).lengkap == path


def test_a_search_leads_to_the_page_of_the_place(login, some):
    page = login(factories.user(Peran.PEMANTAU, "00")).get(
        reverse("desa:search"), {"q": "kalipare"}
    )
    assert 'href="/wilayah/35.07.11/"' in page.text
    assert 'href="/desa/35.07.11.2001/"' in page.text
    assert "Desa Sumber Petung, Kec. Kalipare, Kab. Malang" in page.text


def test_a_search_is_bounded_and_says_so(login):
    for n in range(25):
        factories.wilayah(f"33.05.12.20{n + 10}", nama=f"Sumber {n}")
    page = login(factories.user(Peran.PD)).get(reverse("desa:search"), {"q": "sumber"})
    assert len(page.context["tempat"]) == 20
    assert "Persempit" in page.text


def test_a_search_costs_the_same_for_one_place_and_three(login, count_queries):
    client = login(factories.user(Peran.PD))
    one, three = count_queries(
        lambda n: factories.wilayah(f"33.05.12.200{n}", nama=f"Sumber {n}"),
        lambda: client.get(reverse("desa:search"), {"q": "sumber"}),
    )
    assert one == three


def test_a_search_answers_a_machine(login, some):
    client = login(factories.user(Peran.PD, "35.07.11"))
    answer = client.get(reverse("desa:search"), {"q": "petung", "bentuk": "json"}).json()
    assert answer == {
        "tempat": [
            {
                "kode": "35.07.11.2001",
                "nama": "Sumber Petung",
                "lengkap": "Desa Sumber Petung, Kec. Kalipare, Kab. Malang",
            }
        ],
        "masih_ada": False,
    }


# Labels


LABELS = {
    "desa": "Gampong",
    "kepala_desa": "Keuchik",
    "bpd": "Tuha Peut",
    "kecamatan": "Kecamatan",
    "camat": "Camat",
    "tpid": "Tim Pelaksana Inovasi Desa",
}


def test_without_a_word_the_usual_labels_hold():
    for kode in (factories.DESA, factories.KABUPATEN, factories.PROVINSI, "00"):
        labels = sebutan_of(factories.wilayah(kode))
        assert (labels.desa, labels.kepala_desa, labels.bpd) == ("Desa", "Kepala Desa", "BPD")


def test_labels_hold_in_the_whole_kabupaten_and_nowhere_else(django_assert_num_queries):
    make.sebutan(desa="Gampong")
    here = Wilayah.objects.get(pk=factories.wilayah().pk)
    with django_assert_num_queries(1):
        assert sebutan_of(here).desa == "Gampong"
    assert sebutan_of(factories.wilayah("33.06.01.2001")).desa == "Desa"


def test_labels_of_a_list_cost_one_query(django_assert_num_queries):
    make.sebutan(desa="Gampong")
    for kode in ("33.05.12.2001", "33.05.12.2002", "33.06.01.2001"):
        factories.wilayah(kode)
    villages = list(Wilayah.objects.villages())
    with django_assert_num_queries(1):
        found = sebutan_of_all(villages)
    assert [found[w.pk].desa for w in villages] == ["Gampong", "Gampong", "Desa"]


def test_an_admin_names_things_with_before_and_after(login):
    client, url = (
        login(factories.user(Peran.ADMIN)),
        reverse("desa:labels", args=[factories.KABUPATEN]),
    )
    client.post(url, LABELS)
    client.post(url, LABELS | {"desa": "Kampung"})
    sebutan = Sebutan.objects.get()
    assert (sebutan.desa, sebutan.bpd) == ("Kampung", "Tuha Peut")
    assert trail_of(sebutan)[0].nilai == {"desa": ["Gampong", "Kampung"]}
    assert trail_of(sebutan)[0].wilayah_id == factories.KABUPATEN
    assert "Gampong" in client.get(url).text


@pytest.mark.parametrize("peran", [Peran.TIK, Peran.PEMANTAU])
def test_others_read_the_labels(login, peran):
    client, url = login(factories.user(peran)), reverse("desa:labels", args=[factories.KABUPATEN])
    assert "Kepala Desa" in client.get(url).text
    assert client.post(url, LABELS).status_code == 403
    assert not Sebutan.objects.exists()


def test_a_label_must_not_be_empty(login):
    url = reverse("desa:labels", args=[factories.KABUPATEN])
    page = login(factories.user(Peran.ADMIN)).post(url, LABELS | {"desa": ""})
    assert "desa" in page.context["form"].errors


# Profiles


def profile_of():
    return reverse("desa:profile", args=[factories.wilayah().pk])


def test_a_companion_writes_the_names_of_the_own_village(login):
    client = login(factories.user(Peran.PLD))
    data = {"kepala_desa": " H. Sutrisno ", "ketua_bpd": "Slamet", "lintang": "-8", "bujur": "112"}
    assert client.post(profile_of(), data).status_code == 302
    profil = ProfilDesa.objects.get()
    assert (profil.kepala_desa, profil.ketua_bpd, profil.lintang) == ("H. Sutrisno", "Slamet", None)
    assert trail_of(profil).get().nilai["kepala_desa"] == [None, "H. Sutrisno"]


def test_an_admin_also_writes_the_point(login):
    data = {"kepala_desa": "", "ketua_bpd": "", "lintang": "-8,21543210987", "bujur": "112.4471"}
    login(factories.user(Peran.ADMIN)).post(profile_of(), data)
    profil = ProfilDesa.objects.get()
    assert (str(profil.lintang), str(profil.bujur)) == ("-8.215432", "112.447100")


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        (("-8", ""), "kedua-duanya"),
        (("112", "-8"), "di luar Indonesia"),
        (("utara", "112"), "bilangan"),
        (("NaN", "112"), "bilangan"),
    ],
)
def test_a_point_is_whole_and_in_indonesia(login, point, sentence):
    data = dict(zip(("lintang", "bujur"), point, strict=True))
    page = login(factories.user(Peran.ADMIN)).post(profile_of(), data)
    assert sentence in page.text
    assert not ProfilDesa.objects.exists()


@pytest.mark.parametrize("peran", [Peran.PD, Peran.TPID, Peran.TIK, Peran.PEMANTAU])
def test_others_read_a_profile(login, peran):
    make.profil(kepala_desa="H. Sutrisno")
    client = login(factories.user(peran))
    page = client.get(profile_of())
    assert "H. Sutrisno" in page.text
    assert page.context["form"] is None
    assert client.post(profile_of(), {"kepala_desa": "X"}).status_code == 403
    assert ProfilDesa.objects.get().kepala_desa == "H. Sutrisno"


# The official list


def test_the_loader_adds_once_and_changes_nothing_after(capsys):
    call_command("load_wilayah", only="35.07.11")
    first = set(Wilayah.objects.values_list("kode", "nama", "cari", "jumlah_desa"))
    assert "(13 baru, 0 diperbarui)" in capsys.readouterr().out

    call_command("load_wilayah", only="35.07.11")
    assert "(0 baru, 0 diperbarui)" in capsys.readouterr().out
    assert set(Wilayah.objects.values_list("kode", "nama", "cari", "jumlah_desa")) == first
    assert Wilayah.objects.get(pk="35.07.11").jumlah_desa == 9
    assert not Jejak.objects.exists()


def test_the_loader_mends_what_differs_and_keeps_what_is_gone(capsys):
    call_command("load_wilayah", only="35.07.11")
    Wilayah.objects.filter(pk="35.07.11.2001").update(nama="Salah", cari="salah|")
    Wilayah.objects.create(
        kode="35.07.11.2999",
        nama="Dahulu",
        tingkat="desa",
        jenis=2,
        induk_id="35.07.11",
        edisi=2017,
    )
    capsys.readouterr()
    call_command("load_wilayah", only="35.07.11")
    assert "(0 baru, 1 diperbarui)" in capsys.readouterr().out
    assert Wilayah.objects.get(pk="35.07.11.2001").nama == official()["35.07.11.2001"]
    assert Wilayah.objects.get(pk="35.07.11.2999").edisi == 2017


def test_what_follows_from_a_code():
    found = {p.kode: p for p in places(NAMES)}
    assert found["35.07.11.2001"] == Place(
        "35.07.11.2001",
        "Sumber Petung",
        "desa",
        2,
        "35.07.11",
        0,
        "sumberpetung|kalipare|malang|jawatimur|",
    )
    assert {k: p.jumlah_desa for k, p in found.items() if p.jumlah_desa} == {
        "00": 5, "35": 3, "35.07": 3, "35.07.11": 3, "33": 1, "33.05": 1, "33.05.12": 1,
        "91": 1, "91.03": 1, "91.03.01": 1,
    }  # fmt: skip
