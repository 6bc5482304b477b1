"""The hand-over between companions: one page, one transfer, nothing stays behind."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran
from desa.models import Pemberitahuan, Penugasan, ProfilDesa
from tests import factories
from tests.factories import komitmen as promises
from tests.factories.tugas import kegiatan
from tugas.choices import Status
from tugas.models import Kegiatan

HARI_INI = timezone.localdate()
BESOK = HARI_INI + timedelta(days=1)
LAIN = "33.05.12.2002"


@pytest.fixture
def admin():
    return factories.user(Peran.ADMIN)


@pytest.fixture
def lama():
    made = factories.user(Peran.PLD, nama="Siti Lama")
    factories.assign(made, Peran.PLD, LAIN)
    return made


@pytest.fixture
def baru():
    return factories.user(Peran.PLD, "33.05.12.2003", nama="Budi Baru")


def page_of(client, orang):
    return client.get(reverse("tugas:handover", args=[orang.pk]))


def hand(client, orang, penerus, **changes):
    data = {"kepada": penerus.username, "hari_terakhir": HARI_INI, "no_sk": "7/SK"} | changes
    return client.post(reverse("tugas:handover", args=[orang.pk]), data)


def test_the_page_says_what_is_due_promised_unread_and_who_is_who(login, admin, lama):
    kegiatan(Status.TERKIRIM, created_by=lama, tindak_lanjut="Antar contoh perdes",
             tanggal_tindak_lanjut=BESOK)  # fmt: skip
    kegiatan(Status.DRAF, created_by=lama, judul="Rahasia sendiri")
    Pemberitahuan.objects.create(
        pengguna=lama, alasan="menunggu", kalimat="Kartu 12 menunggu.", kunci="x"
    )
    ProfilDesa.objects.create(desa_id=factories.DESA, kepala_desa="Pak Kades")
    factories.user(Peran.PD, nama="Ratna Rekan")
    text = page_of(login(admin), lama).text
    for wanted in (
        "Ratna Rekan",
        str(Penugasan.objects.get(peran=Peran.PD)),
        "Antar contoh perdes",
        "Kartu 12 menunggu.",
        "Pak Kades",
        "1 draf",
        "Sosialisasi",
    ):
        assert wanted in text
    assert "Rahasia sendiri" not in text


def test_all_villages_go_over_in_one_transfer(login, admin, lama, baru):
    assert hand(login(admin), lama, baru).status_code == 302
    assert not lama.penugasan.filter(selesai__isnull=True).exists()
    assert set(baru.penugasan.filter(mulai=BESOK).values_list("wilayah_id", "no_sk")) == {
        (factories.DESA, "7/SK"), (LAIN, "7/SK"),
    }  # fmt: skip


def test_whoever_has_a_village_already_keeps_it(login, admin, lama, baru):
    factories.assign(baru, Peran.PLD, LAIN)
    hand(login(admin), lama, baru)
    assert baru.penugasan.filter(wilayah=LAIN).count() == 1


@pytest.mark.parametrize("kepada", ["tidak-ada", ""])
def test_an_unknown_successor_changes_nothing(login, admin, lama, baru, kepada):
    answer = hand(login(admin), lama, baru, kepada=kepada)
    assert "kepada" in answer.context["form"].errors
    assert lama.penugasan.filter(selesai__isnull=True).count() == 2


def test_a_stranger_to_the_kabupaten_is_no_successor(login, admin, lama):
    other = factories.user(Peran.PLD, "33.06.01.2001")
    assert "kepada" in hand(login(admin), lama, other).context["form"].errors


def test_the_companion_does_not_hand_over_by_themselves(login, lama, baru):
    assert hand(login(lama), lama, baru).status_code == 404


def test_villages_of_another_admin_stay_where_they_are(login, lama, baru):
    above = factories.user(Peran.ADMIN, factories.KECAMATAN)
    factories.assign(lama, Peran.PLD, factories.DESA_LAIN)
    assert hand(login(above), lama, baru).status_code == 403
    assert lama.penugasan.filter(selesai__isnull=True).count() == 3


def test_what_the_phone_still_holds_is_refused_with_words_and_can_be_sent_later(
    login, client, admin, lama, baru
):
    """The phone keeps what is not answered with a receipt; a day's role lets it through, once."""
    hand(login(admin), lama, baru, hari_terakhir=HARI_INI - timedelta(days=1))
    entry = {
        "id": "01890a5d-ac96-774b-bcce-b302099a8057", "desa": factories.DESA, "tanggal": HARI_INI,
        "tugas": 1, "tema": "ppid", "uraian": "Ditulis sebelum berhenti.",
    }  # fmt: skip
    late = login(lama).post(reverse("tugas:send"), entry)
    assert late.status_code >= 400
    assert late.json()["galat"]
    assert not Kegiatan.objects.exists()

    factories.assign(lama, Peran.PLD, factories.DESA, mulai=HARI_INI, selesai=HARI_INI)
    for expected in (201, 200):
        assert login(lama).post(reverse("tugas:send"), entry).status_code == expected
    assert Kegiatan.objects.get().created_by == lama


def test_the_page_costs_the_same_for_one_line_and_three(login, admin, lama, count_queries):
    client = login(admin)

    def grow(n):
        kegiatan(Status.TERKIRIM, created_by=lama, tanggal_tindak_lanjut=BESOK, tindak_lanjut="x")
        promises.komitmen()

    one, three = count_queries(grow, lambda: page_of(client, lama))
    assert one == three
