"""A kecamatan before its forum: what is missing, by name, and what to do about it today."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran
from inovasi.choices import StatusBursa, StatusKomitmen
from musyawarah.choices import Status as StatusForum
from tests import factories
from tests.factories import desa as make_desa
from tests.factories import komitmen as make_card
from tests.factories import musyawarah as make_forum
from tests.factories.tugas import kegiatan
from tugas.actions.capaian import recount
from tugas.choices import Status
from tugas.kesiapan import parts_of

NOW = timezone.localdate().year


def parts(kode=factories.KECAMATAN):
    return {b.nama: b for b in parts_of(factories.wilayah(kode), NOW)}


def test_an_empty_kecamatan_lacks_people_team_and_socialisation():
    factories.wilayah()
    found = parts()
    assert [name for name, b in found.items() if not b.lengkap] == [
        "Pendamping", "TPID", "Sosialisasi",
    ]  # fmt: skip
    assert found["Pendamping"].kalimat == "1 desa belum punya PLD."


def test_a_companion_a_team_and_a_socialisation_make_it_ready():
    factories.user(Peran.PLD)
    make_desa.anggota(make_desa.tim(tahun=NOW))
    kegiatan(Status.DITERIMA, tugas=1, tema="keduanya", peserta=9)
    recount([factories.DESA], NOW)
    assert all(b.lengkap for b in parts().values())


def test_a_team_without_members_is_not_there_yet():
    make_desa.tim(tahun=NOW)
    assert not parts()["TPID"].lengkap


def test_unsigned_cards_and_unsealed_minutes_are_named():
    card = make_card.komitmen(StatusKomitmen.DRAF, tahun=NOW, tahun_anggaran=NOW + 1)
    make_card.komitmen(tahun=NOW, tahun_anggaran=NOW + 1)
    minutes = [
        make_forum.musyawarah(StatusForum.NOTULEN, tahun=NOW, jenis=jenis)
        for jenis in ("mad_1", "musdes_rkpdes")  # of the kecamatan, and of one of its villages
    ]
    found = parts()
    assert [address for _, address in found["Kartu komitmen"].butir] == [card.get_absolute_url()]
    addresses = [address for _, address in found["Notulen"].butir]
    assert addresses == [m.get_absolute_url() for m in minutes]


def test_a_line_that_waits_for_the_verifier_is_named():
    line = make_card.line(tahun=NOW)
    assert [address for _, address in parts()["Baris perencanaan"].butir] == [
        line.get_absolute_url()
    ]


def test_what_lies_in_another_kecamatan_is_not_counted():
    make_card.komitmen(StatusKomitmen.DRAF, tahun=NOW, tahun_anggaran=NOW + 1)
    factories.wilayah(factories.DESA_LAIN)
    assert parts(factories.KECAMATAN_LAIN)["Kartu komitmen"].lengkap


def test_the_page_names_the_next_forum_and_what_to_do(login):
    soon = timezone.localdate() + timedelta(days=9)
    make_forum.musyawarah(tahun=NOW, tanggal=soon)
    make_forum.musyawarah(StatusForum.FINAL, tahun=NOW, tanggal=date(NOW, 1, 5))
    page = login(factories.user(Peran.TPID)).get(
        reverse("tugas:readiness", args=[factories.KECAMATAN])
    )
    assert page.context["forum"].tanggal == soon
    assert "9 hari lagi" in page.text
    assert page.text.count("Hari ini:") == len(page.context["bagian"]) - page.context["siap"]


def test_a_forum_of_the_kabupaten_is_the_next_one_too(login):
    """In 2017 and 2018 the bursa was held in the kabupaten, not in the kecamatan."""
    factories.wilayah()
    soon, later = (timezone.localdate() + timedelta(days=n) for n in (9, 20))
    make_forum.musyawarah(tahun=NOW, tanggal=later)
    client = login(factories.user(Peran.TPID))
    url = reverse("tugas:readiness", args=[factories.KECAMATAN])
    assert client.get(url).context["forum"].nama == "MAD I"

    fair = make_forum.musyawarah(kode=factories.KABUPATEN, jenis="bid", tahun=NOW, tanggal=soon)
    forum = client.get(url).context["forum"]
    assert (forum.tanggal, forum.alamat) == (soon, fair.get_absolute_url())
    assert client.get(forum.alamat).status_code == 200


def test_a_bursa_to_which_its_villages_are_invited_is_a_forum_before_it_has_minutes(login):
    factories.wilayah()
    soon = timezone.localdate() + timedelta(days=9)
    fair = make_card.bursa(StatusBursa.RENCANA, tahun=NOW, tanggal=soon)
    client = login(factories.user(Peran.TPID))
    url = reverse("tugas:readiness", args=[factories.KECAMATAN])
    forum = client.get(url).context["forum"]
    assert (forum.nama, forum.alamat) == (fair.nama, fair.get_absolute_url())
    factories.wilayah(factories.DESA_LAIN)
    other = login(factories.user(Peran.TPID, factories.KECAMATAN_LAIN))
    url = reverse("tugas:readiness", args=[factories.KECAMATAN_LAIN])
    assert other.get(url).context["forum"] is None


def test_readiness_is_of_a_kecamatan_only(login):
    factories.wilayah()
    admin = login(factories.user(Peran.ADMIN))
    assert admin.get(reverse("tugas:readiness", args=[factories.KABUPATEN])).status_code == 404


def test_the_page_costs_the_same_for_one_village_and_three(login, count_queries):
    client = login(factories.user(Peran.TPID))
    url = reverse("tugas:readiness", args=[factories.KECAMATAN])

    def grow(n):
        kode = f"33.05.12.200{n}"
        factories.wilayah(kode)
        make_card.komitmen(StatusKomitmen.DRAF, kode, tahun=NOW, tahun_anggaran=NOW + 1)
        recount([kode], NOW)

    counts = count_queries(grow, lambda: client.get(url))
    assert counts[0] == counts[1] <= 15


def test_a_kecamatan_shows_its_next_steps_with_their_owner(login):
    pld = factories.user(Peran.PLD, nama="Siti Aminah")
    recount([factories.DESA], NOW)
    page = login(factories.user(Peran.TPID)).get(
        reverse("tugas:territory", args=[factories.KECAMATAN])
    )
    (step,) = page.context["berikut"]
    assert (step.desa.pk, step.batu.langkah) == (
        factories.DESA,
        "Catat sosialisasi PPID di desa ini.",
    )
    assert pld.nama in step.pemilik


def test_the_button_of_a_kecamatans_step_lands_on_the_prefilled_form(login):
    factories.wilayah()
    client = login(factories.user(Peran.PD))
    page = client.get(reverse("tugas:territory", args=[factories.KECAMATAN]))
    (step,) = page.context["berikut"]
    address = f"{reverse('tugas:create')}?desa={factories.DESA}&tugas=1&tema=ppid"
    assert step.batu.tautan == address
    assert f'href="{address.replace("&", "&amp;")}">Kerjakan' in page.text
    form = client.get(address).context["form"]
    assert [str(form[name].value()) for name in ("desa", "tugas", "tema")] == [
        factories.DESA, "1", "ppid",
    ]  # fmt: skip


def test_who_only_looks_is_led_to_the_village_instead(login):
    factories.wilayah()
    page = login(factories.user(Peran.PEMANTAU)).get(
        reverse("tugas:territory", args=[factories.KECAMATAN])
    )
    assert "Kerjakan" not in page.text
    assert f'href="/desa/{factories.DESA}/?tahun={NOW}"' in page.text


@pytest.mark.parametrize("peran", [Peran.PD, Peran.TIK, Peran.ADMIN, Peran.PEMANTAU])
def test_whoever_sees_the_kecamatan_sees_its_readiness(login, peran):
    factories.wilayah()
    url = reverse("tugas:readiness", args=[factories.KECAMATAN])
    assert login(factories.user(peran)).get(url).status_code == 200
