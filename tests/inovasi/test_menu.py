"""The public menu: found without login, leaks nothing personal, counts, suggestions, upkeep."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from desa.choices import Peran
from inovasi.actions import menu as actions
from inovasi.choices import DokumenDesa, StatusInovasi
from inovasi.models import MenuInovasi
from inovasi.saran import suggestions
from tests import factories
from tests.factories import inovasi as make
from tests.factories import komitmen

INDEX = reverse("inovasi:menu")
PERSONAL = (
    "Rini Hidayat",
    "0813-1111-2222",
    "0812-3456-7890",
    "Warsito Lestari",
    "Slamet Wijaya",
    "Yudi Kurniasih",
)


@pytest.fixture
def published():
    made = make.inovasi(StatusInovasi.MENU_LOKAL, judul="Bank sampah dusun")
    return MenuInovasi.objects.get(inovasi=made)


def test_anybody_may_read_the_menu(client, published):
    assertContains(client.get(INDEX), "Bank sampah dusun")
    page = client.get(published.get_absolute_url())
    assertContains(page, "Rapat dusun")
    assertContains(page, "Rp12.000.000")


@pytest.mark.parametrize("page", ["item", "sheet", "list"])
def test_nothing_personal_is_public(client, published, page):
    url = {
        "item": published.get_absolute_url(),
        "sheet": reverse("inovasi:menu_sheet", args=[published.kode]),
        "list": INDEX,
    }[page]
    content = client.get(url).content.decode(errors="ignore")
    author = published.inovasi.created_by
    for word in (*PERSONAL, author.nama, author.email):
        assert word not in content


def test_a_contact_is_public_only_by_consent(client):
    made = make.inovasi(StatusInovasi.CAPTURING)
    make.fill(made, made.created_by)
    make.dokumen_actions.write(made.dokumen, by=made.created_by, kontak_setuju=True)
    for step in ("package", "validate", "publish"):
        make.STEPS[step](type(made).objects.get(pk=made.pk), made.created_by)
    item = MenuInovasi.objects.get(inovasi=made)
    assertContains(client.get(item.get_absolute_url()), "Rini Hidayat")


def test_photos_are_public_only_by_consent_and_on_the_menu(client, published):
    yes = published.inovasi.media.get()
    no = make.media_actions.add(
        published.inovasi, make.photo("red"), by=published.created_by, keterangan="Tanpa izin"
    )
    draft = make.inovasi()
    hidden = make.fill_photo(draft, persetujuan=True)

    def status(media):
        return client.get(reverse("inovasi:menu_photo", args=[media.pk])).status_code

    assert [status(m) for m in (yes, no, hidden)] == [200, 404, 404]
    actions.withdraw(published, by=make.pokja(), catatan="Ganda.")
    assert status(yes) == 404


def test_a_withdrawn_item_is_gone_for_everybody(client, published):
    actions.withdraw(published, by=make.pokja(), catatan="Ganda.")
    assert client.get(published.get_absolute_url()).status_code == 404
    assertNotContains(client.get(INDEX), "Bank sampah dusun")


def test_a_shared_link_has_a_preview(client, published, settings):
    page = client.get(published.get_absolute_url())
    assertContains(page, '<meta property="og:title" content="Bank sampah dusun">')
    assertContains(page, f'content="{settings.PPID_ADDRESS}{published.get_absolute_url()}"')
    photo = published.inovasi.media.get()
    assertContains(page, reverse("inovasi:menu_photo", args=[photo.pk]))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"bidang": "pel"}, {"Kampung Ikan"}),
        ({"sub_bidang": "embung"}, {"Embung"}),
        ({"biaya": "25"}, {"Bank sampah dusun"}),
        ({"biaya": "lebih"}, {"Kampung Ikan"}),
        ({"tipologi": "lahan_kering"}, {"Embung", "Bank sampah dusun"}),
        ({"wilayah": "33.06"}, {"Kampung Ikan"}),
        ({"cari": "ikan", "bidang": "infrastruktur"}, set()),
        ({"cari": "tadah hujan"}, {"Embung"}),
        ({"hal": "999"}, {"Bank sampah dusun", "Embung", "Kampung Ikan"}),
        ({"bidang": "ngawur"}, {"Bank sampah dusun", "Embung", "Kampung Ikan"}),
    ],
)
def test_the_menu_is_narrowed(client, published, asked, found):
    make.menu(judul="Embung", tipologi="lahan_kering", biaya=90_000_000)
    make.menu(
        "33.06.01.2001", judul="Kampung Ikan", bidang="pel", sub_bidang="perikanan",
        biaya=150_000_000, tipologi="pinggir_kota", kata_kunci="", ringkasan="Kolam.",
    )  # fmt: skip
    page = client.get(INDEX, asked)
    assert {m.judul for m, _ in page.context["baris"]} == found


def test_an_empty_search_says_what_to_do(client, published):
    assertContains(client.get(INDEX, {"cari": "zzzz"}), "Tidak ada yang cocok")


def test_commitments_are_counted(client, published):
    komitmen.komitmen(menu=published)
    page = client.get(published.get_absolute_url())
    assert page.context["jumlah_komitmen"] == 1


def test_the_sheet_is_a_paper(client, published):
    response = client.get(reverse("inovasi:menu_sheet", args=[published.kode]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_codes_are_counted_by_bidang_in_their_kabupaten():
    first, second = make.menu(), make.menu()
    other = make.menu(bidang="pel", sub_bidang="")
    assert [m.kode for m in (first, second, other)] == [
        "INF-33.05-0001", "INF-33.05-0002", "PEL-33.05-0001",
    ]  # fmt: skip


# Suggestions


def reasons(desa):
    return {s.menu.judul: {t: n for n, t in s.alasan} for s in suggestions(desa)}


def test_every_point_has_its_reason():
    make.menu("33.05.12.2002", judul="Tetangga", biaya=10_000_000, kata_kunci="")
    make.menu("33.01.01.2001", judul="Seprovinsi", biaya=90_000_000, kata_kunci="")
    make.menu("32.01.01.2001", judul="Jauh", biaya=None, kata_kunci="", bidang="pel",
              sub_bidang="")  # fmt: skip
    desa = factories.wilayah()
    komitmen.line(dokumen=DokumenDesa.APBDES, tahun=2018, anggaran=200_000_000)
    found = reasons(desa)
    assert next(iter(found)) == "Tetangga"
    assert found["Tetangga"]["Berasal dari desa tetangga, sekecamatan: mudah dikunjungi."] == 30
    ringan = "Biayanya ringan: Rp10.000.000 dari Rp200.000.000 yang tercatat dalam APBDes 2018."
    assert found["Tetangga"][ringan] == 20
    assert found["Seprovinsi"] == {"Berasal dari provinsi yang sama.": 10}
    assert "Jauh" not in found


def test_an_item_is_dear_only_beside_a_whole_budget():
    """A line or two of an APBDes say nothing of what the village can afford."""
    make.menu("33.01.01.2001", judul="Mahal", biaya=90_000_000, kata_kunci="")
    for n in range(10):
        assert [*reasons(factories.wilayah())["Mahal"].values()] == [10]
        komitmen.line(dokumen=DokumenDesa.APBDES, tahun=2018, anggaran=20_000_000, uraian=f"{n}")
    assert reasons(factories.wilayah()) == {}  # 10 for the province, 10 off


def test_a_card_of_the_village_speaks_for_an_item():
    make.menu("32.01.01.2001", judul="Embung lereng", kata_kunci="tadah hujan, kekeringan")
    make.kartu(judul="Kebun kekeringan", masalah="Sawah tadah hujan", bidang="infrastruktur")
    found = reasons(factories.wilayah())["Embung lereng"]
    assert found["Menjawab kartu ide desa ini: “Kebun kekeringan”."] == 25
    assert found["Desa ini punya kartu ide di bidang infrastruktur."] == 10


def test_what_the_village_promised_already_is_not_suggested():
    item = make.menu("33.05.12.2002", judul="Tetangga")
    assert "Tetangga" in reasons(factories.wilayah())
    komitmen.komitmen(menu=item)
    assert "Tetangga" not in reasons(factories.wilayah())


def test_suggestions_are_for_ones_own_villages(login):
    make.menu("33.05.12.2002", judul="Tetangga")
    factories.wilayah(factories.DESA_LAIN)
    url = reverse("inovasi:menu_suggested")
    page = login(make.writer()).get(url, {"desa": factories.DESA_LAIN})
    assert page.context["desa"].pk == factories.DESA
    assertContains(page, "+30")
    refused = login(factories.user(Peran.PEMANTAU)).get(url)
    assertContains(refused, "desa tempat Anda bertugas", status_code=403)


# Upkeep


def typed(**fields):
    return {
        "judul": "Kampung Ikan", "bidang": "pel", "sub_bidang": "perikanan", "tipologi": "semua",
        "tahun": "2018", "ringkasan": "Kolam selokan.", "wilayah": factories.DESA,
    } | fields  # fmt: skip


def test_an_old_item_is_taken_over(login):
    by = make.pokja()
    factories.wilayah()
    response = login(by).post(reverse("inovasi:menu_add"), typed())
    item = MenuInovasi.objects.get()
    assertRedirects(response, item.get_absolute_url())
    assert (item.kode, item.wilayah_id) == ("PEL-33.05-0001", factories.DESA)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"wilayah": factories.DESA_LAIN.replace("33.05", "33.09")}, "wilayah", "tidak ada"),
        ({"sub_bidang": "paud"}, "sub_bidang", "bukan bagian"),
        ({"video": "https://contoh.id/x"}, "video", "bukan tempat video"),
        ({"video": "javascript:alert(1)"}, "video", ""),
        ({"biaya": "1000000000000000"}, "biaya", "seratus miliar"),
        ({"judul": ""}, "judul", ""),
    ],
)
def test_a_wrong_item_is_told_so(login, given, field, sentence):
    factories.wilayah()
    response = login(make.pokja()).post(reverse("inovasi:menu_add"), typed(**given))
    assert sentence in response.context["form"].errors[field][0]
    assert not MenuInovasi.objects.exists()


def test_only_its_keepers_add_to_the_menu(login):
    response = login(make.writer()).post(reverse("inovasi:menu_add"), typed())
    assertContains(response, "diurus oleh Pokja PPID", status_code=403)
