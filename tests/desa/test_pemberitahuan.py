"""The inbox: told once, read, settled, and once more in a letter."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections
from django.urls import reverse

from desa.actions.pemberitahuan import notify, settle, wanting_letters
from desa.choices import AlasanKabar, Peran, Ringkasan
from desa.models import Pemberitahuan, Pengguna
from musyawarah.choices import Status as StatusForum
from ppid.lib.tags import whatsapp
from tests import factories
from tests.factories import desa as make
from tests.factories import musyawarah as forum
from tests.factories.tugas import kegiatan
from tugas.choices import Status
from tugas.tasks import send_letter

SENIN, SELASA = date(2026, 11, 23), date(2026, 11, 24)


def at_once(jobs):
    start = Barrier(len(jobs))

    def run(job):
        start.wait()
        try:
            job()
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def tell(entry, *people, **more):
    return notify(people, AlasanKabar.DIKEMBALIKAN, entry, "Perbaiki catatan ini.", **more)


def test_the_same_news_is_told_once():
    entry, pld = kegiatan(), factories.user(Peran.PLD)
    assert [tell(entry, pld), tell(entry, pld), tell(entry, pld, kunci=2)] == [1, 0, 1]
    kabar = pld.pemberitahuan.first()
    assert (kabar.tautan, kabar.wilayah_id) == (entry.get_absolute_url(), entry.desa_id)


def test_who_has_not_heard_yet_is_told():
    entry, one, two = kegiatan(), factories.user(), factories.user()
    tell(entry, one)
    assert tell(entry, one, two) == 1
    assert two.pemberitahuan.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_tell_it_once():
    entry, pld = kegiatan(), factories.user(Peran.PLD)
    at_once([lambda: tell(entry, pld)] * 8)
    assert Pemberitahuan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_workers_one_sends_the_letter():
    pld = factories.user(Peran.PLD)
    for _ in range(3):
        make.kabar(pld)
    at_once([lambda: send_letter(pld.pk)] * 4)
    assert [letter.subject for letter in mail.outbox] == ["3 pemberitahuan belum dibaca"]


def test_a_reason_that_is_none_is_refused():
    with pytest.raises(ValueError, match="bukan-alasan"):
        notify(factories.user(), "bukan-alasan", None, "Halo.", kunci="x", tautan="/")


def test_a_long_sentence_is_cut_not_refused():
    notify(factories.user(), AlasanKabar.BERKAS, None, "a" * 500, tautan="/")
    assert len(Pemberitahuan.objects.get().kalimat) == 300


def test_what_was_done_is_settled_for_everybody():
    entry, one, two = kegiatan(), factories.user(), factories.user()
    tell(entry, one, two)
    notify(one, AlasanKabar.MENUNGGU, entry, "Tinjau.")
    assert settle(entry, AlasanKabar.DIKEMBALIKAN) == 2
    assert Pemberitahuan.objects.unanswered().get().alasan == AlasanKabar.MENUNGGU


def test_those_who_hold_the_role_there_are_found():
    pld = factories.user(Peran.PLD)
    verifier = factories.user(Peran.TPID, jabatan="verifikator")
    factories.user(Peran.TPID, jabatan="ketua")
    factories.user(Peran.PLD, "33.05.12.2002")
    gone = factories.user(Peran.PLD)
    Pengguna.objects.filter(pk=gone.pk).update(is_active=False)
    ended = factories.user()
    factories.assign(ended, Peran.PLD, factories.DESA, selesai=factories.LONG_AGO)

    found = Pengguna.objects.holding(factories.DESA, Peran.PLD, "tpid:verifikator")
    assert set(found) == {pld, verifier}


# The page


def test_one_reads_ones_own_and_lands_where_it_leads(login):
    pld = factories.user(Peran.PLD)
    kabar = make.kabar(pld, tautan="/desa/")
    make.kabar(factories.user(), kalimat="Bukan untuk Anda.")
    client = login(pld)
    page = client.get(reverse("desa:notices"))
    assert list(page.context["halaman"]) == [kabar]
    assert client.get(kabar.get_absolute_url())["Location"] == "/desa/"
    kabar.refresh_from_db()
    assert kabar.dibaca_at


def test_somebody_elses_does_not_exist(login):
    kabar = make.kabar(factories.user(Peran.PLD))
    assert login(factories.user(Peran.PLD)).get(kabar.get_absolute_url()).status_code == 404
    kabar.refresh_from_db()
    assert kabar.dibaca_at is None


def test_the_menu_counts_what_is_unread(login):
    pld = factories.user(Peran.PLD)
    client = login(pld)
    for _ in range(2):
        make.kabar(pld)
    assert client.get("/").context["kabar"]["jumlah"] == "2"
    client.post(reverse("desa:notices_read"))
    assert client.get("/").context["kabar"]["jumlah"] == ""
    assert not Pemberitahuan.objects.unread().exists()


def test_all_read_means_ones_own(login):
    other = make.kabar(factories.user())
    login(factories.user(Peran.PLD)).post(reverse("desa:notices_read"))
    other.refresh_from_db()
    assert other.dibaca_at is None


def test_the_list_narrows_by_reason_and_by_what_is_unread(login):
    pld = factories.user(Peran.PLD)
    old, new = make.kabar(pld), make.kabar(pld, AlasanKabar.TERLAMBAT)
    client = login(pld)
    client.get(old.get_absolute_url())
    url = reverse("desa:notices")
    assert list(client.get(f"{url}?baca=belum").context["halaman"]) == [new]
    assert list(client.get(f"{url}?alasan=tenggat").context["halaman"]) == [old]


def test_the_inbox_costs_the_same_for_one_and_three(login, count_queries):
    pld = factories.user(Peran.PLD)
    client = login(pld)
    counts = count_queries(
        lambda n: make.kabar(pld, rincian="x"), lambda: client.get(reverse("desa:notices"))
    )
    assert counts[0] == counts[1] <= 9


# The letter


def test_a_letter_goes_out_once_and_says_where_to_press():
    pld = factories.user(Peran.PLD, nama="Siti")
    kabar = make.kabar(pld, tenggat=date(2026, 12, 31), rincian="- Bank sampah")
    send_letter(pld.pk)
    send_letter(pld.pk)
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == (kabar.kalimat, [pld.email])
    for words in ("Yth. Siti", "Tenggat: 31 Desember 2026", "Bank sampah", f"/{kabar.pk}/"):
        assert words in letter.body


def test_what_was_read_or_done_needs_no_letter(login):
    pld = factories.user(Peran.PLD)
    kabar, entry = make.kabar(pld), kegiatan()
    tell(entry, pld)
    settle(entry)
    login(pld).get(kabar.get_absolute_url())
    send_letter(pld.pk)
    assert mail.outbox == []


def test_a_letter_that_was_refused_waits_for_the_next_morning(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    pld = factories.user(Peran.PLD)
    make.kabar(pld)
    send_letter(pld.pk)
    assert wanting_letters(SENIN) == [pld.pk]


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


@pytest.mark.parametrize(
    ("ringkasan", "days"),
    [(Ringkasan.HARIAN, 2), (Ringkasan.MINGGUAN, 1), (Ringkasan.TIDAK, 0)],
)
def test_how_often_is_ones_own_choice(login, ringkasan, days):
    pld = factories.user(Peran.PLD)
    login(pld).post(reverse("desa:notices_digest"), {"ringkasan": ringkasan})
    make.kabar(pld)
    assert len(wanting_letters(SENIN)) + len(wanting_letters(SELASA)) == days


def test_without_an_address_no_letter_is_tried():
    make.kabar(factories.user(Peran.PLD, email=""))
    assert wanting_letters(SENIN) == []


def test_words_for_whatsapp_carry_the_whole_address(settings):
    settings.PPID_ADDRESS = "https://inovasi.contoh.id"
    assert whatsapp("Hadir & bicara?", "/a/?b=1", "+62812") == (
        "https://wa.me/62812?text="
        "Hadir%20%26%20bicara%3F%20https%3A%2F%2Finovasi.contoh.id%2Fa%2F%3Fb%3D1"
    )


def test_a_return_and_an_invitation_can_be_passed_on_by_whatsapp(login):
    tpid = factories.user(Peran.TPID)
    returned, sent = kegiatan(Status.DIKEMBALIKAN), kegiatan(Status.TERKIRIM)
    client = login(tpid)
    assert "https://wa.me/?text=" in client.get(returned.get_absolute_url()).text
    assert "https://wa.me/" not in client.get(sent.get_absolute_url()).text

    invited = forum.musyawarah(StatusForum.DIUNDANG)
    page = client.get(invited.get_absolute_url()).text
    assert "Undangan%20MAD%20I" in page
    assert "pukul%2009.00%20di%20Pendopo%20Kecamatan" in page
    assert "https://wa.me/" not in client.get(forum.musyawarah().get_absolute_url()).text
    assert "https://wa.me/" not in login(returned.created_by).get(returned.get_absolute_url()).text
