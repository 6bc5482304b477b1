"""What a card cannot say: the form says so in a sentence, keeps what was typed, writes nothing."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains
from uuid6 import uuid7

from inovasi.choices import StatusKomitmen
from inovasi.models import Komitmen
from tests import factories
from tests.factories import komitmen as make

S = StatusKomitmen
TYPED = {
    "bidang": "pel", "nama_kegiatan": "Bank sampah dusun", "sumber": "dd", "tahun": "2018",
    "tahun_anggaran": "2019", "perkiraan_biaya": "40.000.000", "kades_nama": "Sutrisno",
    "kades_ttd": "2018-10-15", "bpd_nama": "Wahyuni", "bpd_ttd": "2018-10-15",
    "lokasi": "Dusun Krajan",
}  # fmt: skip
KEPT = ("nama_kegiatan", "kades_nama", "bpd_nama", "lokasi")
WRONG = [
    ("tahun_anggaran", "2017", "Tahun APBDes (2017) lebih awal daripada tahun kartu (2018)."),
    ("perkiraan_biaya", "0", "Perkiraan biaya harus lebih dari Rp0."),
    ("perkiraan_biaya", "1000000000000000", "melebihi Rp1 triliun. Periksa jumlah nolnya."),
    ("perkiraan_biaya", "empat puluh juta", "Tulis angka rupiah"),
]


def send(client, bursa=None, **fields):
    desa = fields.pop("desa", factories.wilayah().pk)
    address = reverse("inovasi:commit") + (f"?bursa={bursa.pk}" if bursa else "")
    return client.post(address, TYPED | {"desa": desa, "id": str(uuid7())} | fields)


def assert_kept(response, **but):
    for name, value in ({n: TYPED[n] for n in KEPT} | but).items():
        assert response.context["form"][name].value() == value
        assertContains(response, value)


@pytest.mark.parametrize(("field", "value", "sentence"), WRONG)
def test_a_wrong_card_is_told_so_beside_its_field(login, field, value, sentence):
    response = send(login(make.pd()), **{field: value})
    assert sentence in " ".join(response.context["form"].errors[field])
    assertContains(response, sentence)
    assert_kept(response, **{field: value})
    assert not Komitmen.objects.exists()


@pytest.mark.parametrize(("field", "value", "sentence"), WRONG)
def test_a_wrong_row_keeps_what_was_typed(login, field, value, sentence):
    bursa = make.bursa()
    row = {n: v for n, v in TYPED.items() if n not in {"tahun", "kades_ttd", "bpd_ttd", "lokasi"}}
    row |= {"desa": factories.wilayah().nama, "id": str(uuid7()), field: value}
    address = reverse("inovasi:fair_day", args=[bursa.pk])
    response = login(make.tpid()).post(address, {f"b0-{n}": v for n, v in row.items()})
    assertContains(response, sentence)
    assertContains(response, "Sutrisno")
    assertContains(response, f'value="{value}"')
    assert not Komitmen.objects.exists()


def test_an_apbdes_before_its_bursa_is_refused(login):
    bursa = make.bursa()
    response = send(login(make.tpid()), bursa, tahun_anggaran="2017")
    assertContains(response, "Tahun APBDes (2017) lebih awal daripada tahun kartu (2018).")
    assert_kept(response, tahun_anggaran="2017")


def test_two_active_promises_for_one_menu_and_year(login):
    menu = make.menu("Bank sampah")
    first = make.komitmen(menu=menu)
    response = send(login(make.pd()), menu="Bank sampah")
    assertContains(response, "sudah punya komitmen aktif untuk menu ini pada APBDes 2019")
    assertContains(response, f"(resi {first.resi}). Batalkan atau alihkan yang lama lebih dahulu.")
    assert_kept(response, menu="Bank sampah")
    assert Komitmen.objects.get() == first


def test_a_second_one_kept_unsigned_cannot_be_signed_either(login):
    menu = make.menu("Bank sampah")
    first = make.komitmen(menu=menu)
    draft = make.komitmen(S.DRAF, menu=menu)
    client = login(make.pd())
    address = reverse("inovasi:commitment_edit", args=[draft.pk])
    response = client.post(address, TYPED | {"desa": draft.desa_id, "menu": "Bank sampah"})
    assertContains(response, f"(resi {first.resi})")
    draft.refresh_from_db()
    assert draft.status == S.DRAF


def test_an_unsigned_card_is_kept_and_says_what_it_lacks(login):
    client = login(make.pd())
    unsigned = {"kades_nama": "", "kades_ttd": "", "bpd_nama": "", "bpd_ttd": ""}
    page = client.get(send(client, **unsigned).url)
    made = Komitmen.objects.get()
    assert made.status == S.DRAF
    assertContains(page, "Belum ditandatangani, jadi belum dihitung.")
    assertContains(page, "Belum ada tanda tangan kepala desa dan ketua BPD.")
    assertContains(page, "Lengkapi tanda tangan")
    step = reverse("inovasi:commitment_step", args=[made.pk, "sign"])
    assertContains(client.post(step), "Tanda tangan", status_code=403)
    made.refresh_from_db()
    assert made.status == S.DRAF


def test_a_name_without_its_day_is_not_yet_a_signature(login):
    client = login(make.pd())
    page = client.get(send(client, bpd_ttd="").url)
    assert Komitmen.objects.get().status == S.DRAF
    assertContains(page, "Belum ada tanda tangan ketua BPD.")


def test_a_signature_of_tomorrow_is_refused(login):
    tomorrow = date.fromordinal(timezone.localdate().toordinal() + 1).isoformat()
    response = send(login(make.pd()), kades_ttd=tomorrow)
    assertContains(response, "Tanggal tanda tangan belum tiba.")
    assert_kept(response)


def test_a_village_of_another_kecamatan_is_refused(login):
    elsewhere = factories.wilayah(factories.DESA_LAIN)
    response = send(login(make.pd()), desa=elsewhere.pk)
    assertContains(response, "Anda tidak bertugas di desa ini.")
    assert_kept(response)
    assert not Komitmen.objects.exists()


def test_a_village_that_was_not_invited_is_refused(login):
    bursa = make.bursa()
    person = make.tpid()
    factories.assign(person, "tpid", factories.KECAMATAN_LAIN)
    response = send(login(person), bursa, desa=factories.wilayah(factories.DESA_LAIN).pk)
    assert response.context["form"].errors["desa"]
    assert_kept(response)
    assert not Komitmen.objects.exists()
