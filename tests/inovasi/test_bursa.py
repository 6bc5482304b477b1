"""The day of the bursa: one grid, a receipt for each card, papers with QR, a recap that agrees."""

import json
from io import BytesIO
from subprocess import run

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertRedirects
from python_calamine import CalamineWorkbook
from uuid6 import uuid7

from desa.choices import Peran
from inovasi.actions import bursa as actions
from inovasi.choices import Bidang, StatusBursa
from inovasi.models import Bursa, Komitmen
from tests import factories
from tests.factories import komitmen as make
from tests.factories.tugas import photo_bytes

DAY = "inovasi:fair_day"


def typed(prefix="b0", **fields):
    """What stands in one row of the grid."""
    row = {
        "id": str(uuid7()), "desa": factories.wilayah().nama, "menu": "", "bidang": "pel",
        "nama_kegiatan": "Bank sampah", "perkiraan_biaya": "40.000.000", "sumber": "dd",
        "tahun_anggaran": "2019", "kades_nama": "Sutrisno", "bpd_nama": "Wahyuni",
    } | fields  # fmt: skip
    return {f"{prefix}-{name}": value for name, value in row.items()}


def open_day(login, person=None):
    bursa = make.bursa()
    person = person or make.tpid()
    return bursa, login(person), reverse(DAY, args=[bursa.pk])


def test_a_row_becomes_a_signed_card_and_its_village_is_present(login):
    bursa, client, url = open_day(login)
    menu = make.menu("Bank Sampah Mawar", Bidang.SDM)
    response = client.post(url, typed(menu="bank sampah mawar", bidang="", nama_kegiatan=""))
    assertRedirects(response, url)
    made = Komitmen.objects.get()
    assert (made.status, made.menu, made.bidang) == ("ditandatangani", menu, Bidang.SDM)
    assert (made.nama_kegiatan, made.perkiraan_biaya) == ("Bank Sampah Mawar", 40_000_000)
    assert (made.bursa, made.kades_ttd) == (bursa, bursa.tanggal)
    assert bursa.undangan.get().hadir
    assertContains(client.get(url), made.resi)


def test_good_rows_are_kept_while_bad_ones_stay_to_be_mended(login):
    _, client, url = open_day(login)
    data = typed("b0") | typed("b3", desa="Entah di mana", perkiraan_biaya="0")
    response = client.post(url, data)
    assert Komitmen.objects.count() == 1
    assertContains(response, "Tidak ada desa “Entah di mana” dalam daftar.")
    kept = [b for b in response.context["baris"] if b.is_bound]
    assert [b.prefix for b in kept] == ["b3"]
    shown = [*response.context["baris"], *response.context["lagi"]]
    prefixes = [b.prefix for b in shown]
    assert sorted(prefixes) == [f"b{n}" for n in range(10)]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("perkiraan_biaya", "0", "harus lebih dari Rp0"),
        ("perkiraan_biaya", "1000000000000000", "melebihi Rp1 triliun"),
        ("perkiraan_biaya", "empat puluh", "Tulis angka rupiah"),
        ("tahun_anggaran", "2017", "lebih awal daripada tahun kartu"),
        ("menu", "Menu entah", "Tidak ada menu “Menu entah”"),
        ("bidang", "", "Pilih bidang, atau pilih menunya"),
    ],
)
def test_a_row_says_what_is_wrong_with_which_field(login, field, value, sentence):
    bursa, client, _ = open_day(login)
    data = typed(**{field: value}) | {"prefix": "b0"}
    response = client.post(reverse("inovasi:fair_row", args=[bursa.pk]), data)
    assert response.status_code == 400
    assert sentence in " ".join(response.json()["galat"][field])
    assert not Komitmen.objects.exists()


def test_a_row_by_itself_answers_with_receipt_totals_and_a_warning(login):
    bursa, client, _ = open_day(login)
    url = reverse("inovasi:fair_row", args=[bursa.pk])
    first = client.post(url, typed() | {"prefix": "b0"}).json()
    assert first["perhatian"] == ""
    told = client.post(url, typed(perkiraan_biaya="1,5 jt") | {"prefix": "b0"}).json()
    assert told["perhatian"] == f"Mirip dengan kartu {first['resi']} desa ini: Bank sampah."
    assert "2 kartu, 2 ditandatangani, Rp41.500.000 dijanjikan" in told["hitungan"]


def test_the_same_row_sent_again_is_one_card(login):
    bursa, client, _ = open_day(login)
    url, data = reverse("inovasi:fair_row", args=[bursa.pk]), typed() | {"prefix": "b0"}
    receipts = {client.post(url, data).json()["resi"] for _ in range(3)}
    assert len(receipts) == Komitmen.objects.count() == 1


def test_a_card_without_a_name_is_kept_unsigned(login):
    _, client, url = open_day(login)
    client.post(url, typed(bpd_nama=""))
    assert Komitmen.objects.get().status == "draf"


def test_a_photographed_card_keeps_its_photo(login):
    _, client, url = open_day(login)
    from_phone = BytesIO(photo_bytes((640, 480)))
    from_phone.name = "kartu.jpg"
    client.post(url, typed() | {"b0-foto": from_phone})
    made = Komitmen.objects.get()
    photo = client.get(reverse("inovasi:commitment_photo", args=[made.pk]))
    assert photo["Content-Type"] == "image/jpeg"


def test_two_active_cards_for_one_menu_are_refused_in_the_grid(login):
    _, client, url = open_day(login)
    make.menu("Bank sampah")
    client.post(url, typed(menu="Bank sampah"))
    assertContains(client.post(url, typed(menu="Bank sampah")), "sudah punya komitmen aktif")


def test_a_village_that_was_not_invited_is_not_in_the_list(login):
    factories.wilayah(factories.DESA_LAIN, "Jauh")
    _, client, url = open_day(login)
    assertContains(client.post(url, typed(desa="Jauh")), "Tidak ada desa “Jauh” dalam daftar.")


def test_a_closed_bursa_says_how_to_go_on(login):
    bursa = make.bursa(StatusBursa.SELESAI)
    response = login(make.tpid()).get(reverse(DAY, args=[bursa.pk]))
    assertContains(response, "sudah ditutup", status_code=403)


def test_the_qr_of_a_blank_card_opens_the_form_of_that_village(login):
    factories.wilayah("33.05.12.2002", "Sumber Rejo")
    bursa, client, _ = open_day(login)
    page = client.get(reverse("inovasi:commit"), {"bursa": bursa.pk, "desa": "33.05.12.2002"})
    assert page.context["form"]["desa"].value() == "33.05.12.2002"
    assertContains(page, f'name="bursa" value="{bursa.pk}"')


@pytest.mark.slow
def test_blank_cards_are_printed_with_a_qr_for_each_village(login, tmp_path):
    factories.wilayah("33.05.12.2002", "Sumber Rejo")
    bursa, client, _ = open_day(login)
    paper = tmp_path / "kartu.pdf"
    paper.write_bytes(client.get(reverse("inovasi:fair_cards", args=[bursa.pk])).content)
    text = run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True)  # noqa: S603, S607
    assert text.stdout.count("Kartu Komitmen") == 2
    assert "Desa Sumber Rejo" in text.stdout
    run(["pdftoppm", "-r", "200", "-png", paper, tmp_path / "k"], check=True)  # noqa: S603, S607
    codes = [
        c.text
        for f in sorted(tmp_path.glob("k*.png"))
        for c in zxingcpp.read_barcodes(Image.open(f))
    ]
    assert [code.partition("?")[2] for code in codes] == [
        f"bursa={bursa.pk}&desa={kode}" for kode in ("33.05.12.2001", "33.05.12.2002")
    ]


@pytest.mark.slow
def test_the_recap_agrees_on_screen_paper_and_sheet(login, tmp_path):
    bursa = make.bursa()
    for bidang in (Bidang.PEL, Bidang.PEL, Bidang.SDM):
        make.komitmen(bursa=bursa, bidang=bidang)
    client, url = login(make.tpid()), reverse("inovasi:fair_recap", args=[bursa.pk])
    paper = tmp_path / "rekap.pdf"
    paper.write_bytes(client.get(url).content)
    text = run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True)  # noqa: S603, S607
    assert "Rp120.000.000" in text.stdout
    sheet = CalamineWorkbook.from_filelike(BytesIO(client.get(url, {"bentuk": "xlsx"}).content))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert {row[0] for row in rows[1:]} == {k.resi for k in Komitmen.objects.all()}
    page = client.get(bursa.get_absolute_url())
    assertContains(page, "3 kartu, 3 ditandatangani, Rp120.000.000 dijanjikan")


def test_a_bursa_is_planned_with_the_villages_of_several_kecamatan(login):
    factories.wilayah()
    factories.wilayah(factories.DESA_LAIN)
    tik = login(factories.user(Peran.TIK))
    data = {
        "nama": "BID Klaster 1", "wilayah": factories.KABUPATEN, "tahun": "2026",
        "tingkat": "kabupaten", "tanggal": "2026-10-15", "lokasi": "Pendopo",
        "kecamatan": [factories.KECAMATAN, factories.KECAMATAN_LAIN],
    }  # fmt: skip
    response = tik.post(reverse("inovasi:plan_fair"), data, follow=True)
    bursa = Bursa.objects.get()
    assert bursa.undangan.count() == 2
    assertContains(response, "Pedoman 2026 menyebut bursa di tingkat kecamatan.")


def test_attendance_is_written_for_all_villages_at_once(login):
    bursa = make.bursa()
    row = bursa.undangan.get()
    data = {f"laki_{row.pk}": "2", f"perempuan_{row.pk}": "1"}
    login(make.tpid()).post(reverse("inovasi:fair_villages", args=[bursa.pk]), data)
    row.refresh_from_db()
    assert (row.hadir, row.laki, row.perempuan) == (True, 2, 1)


def test_companions_see_the_bursa_above_and_the_one_they_are_invited_to():
    mine = make.bursa()
    above = make.bursa(kode=factories.KABUPATEN, tingkat="kabupaten")
    theirs = make.bursa(
        kode=factories.KECAMATAN_LAIN, kecamatan=[factories.wilayah(factories.KECAMATAN_LAIN)]
    )
    pld = factories.user(Peran.PLD)
    assert set(Bursa.objects.visible_to(pld)) == {mine, above}
    neighbour = factories.user(Peran.PLD, factories.DESA_LAIN)
    assert set(Bursa.objects.visible_to(neighbour)) == {above, theirs}


@pytest.mark.parametrize("page", ["inovasi:fairs", "inovasi:fair", DAY])
def test_query_count_is_the_same_for_one_and_for_three(login, page, count_queries):
    bursa, client, _ = open_day(login)
    url = reverse(page, args=[] if page.endswith("fairs") else [bursa.pk])

    def grow(n):
        make.komitmen(kode=f"33.05.12.200{n}") if n > 1 else None
        make.komitmen(bursa=bursa, menu=make.menu())
        make.bursa()

    counts = count_queries(grow, lambda: client.get(url))
    assert counts[0] == counts[1] <= 20


def test_the_script_gets_json_and_nothing_else(login):
    bursa, client, _ = open_day(login)
    response = client.post(reverse("inovasi:fair_row", args=[bursa.pk]), {"prefix": "b0"})
    assert json.loads(response.content)["galat"] == {"desa": ["Baris ini kosong."]}


@pytest.mark.parametrize(("asked", "n"), [("ya", 1), ("tidak", 2), ("", 3)])
def test_who_was_invited_and_who_came_is_read_by_everybody_even_afterwards(login, asked, n):
    for kode in ("33.05.12.2002", "33.05.12.2003"):
        factories.wilayah(kode)
    bursa = make.bursa(StatusBursa.BERLANGSUNG)
    make.komitmen(bursa=bursa)
    actions.came(bursa, factories.wilayah())
    actions.close(bursa, by=make.tpid())
    client = login(factories.user(Peran.PEMANTAU, factories.KECAMATAN))

    page = client.get(reverse("inovasi:fair_attendance", args=[bursa.pk]), {"hadir": asked})

    assert page.context["jumlah"] == n
    fair = client.get(bursa.get_absolute_url())
    assert (fair.context["hadir"], fair.context["diundang"]) == (1, 3)
    assertContains(fair, f'href="{page.wsgi_request.path}?hadir=ya"')
