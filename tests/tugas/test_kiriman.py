"""Any form sent from an outbox: twice is once, a receipt or a sentence, files piece by piece."""

from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains
from uuid6 import uuid7

from desa.choices import Peran
from desa.forms.kunci import SUDAH
from inovasi.actions.kriteria import revise
from inovasi.choices import StatusInovasi
from inovasi.models import KartuIde, Kriteria, Penilaian
from inovasi.models.kriteria import built_in
from musyawarah.choices import Status as StatusMusyawarah
from tests import factories
from tests.factories import inovasi as make_inovasi
from tests.factories import musyawarah, tugas
from tests.serentak import together
from tugas.kiriman import Jam, by_our_clock, complaints_in
from tugas.models import Bagian, Bukti, Kegiatan, Kiriman

IDEA = reverse("inovasi:idea_create")
SEND = reverse("tugas:send")


def idea(**more):
    today = timezone.localdate()
    return {
        "id": str(uuid7()),
        "desa": factories.wilayah().pk,
        "tahun": today.year,
        "tanggal": today.isoformat(),
        "judul": "Sumur resapan dari botol bekas",
        "bidang": "infrastruktur",
        "uraian": "Warga membuat sumur resapan dari botol bekas.",
        "pengusul": "Siti",
        "jabatan": "tokoh",
    } | more


def post(client, url, data, key=None, **headers):
    return client.post(url, data, headers={"X-Kiriman": str(key or uuid7()), **headers})


def test_a_form_gets_a_receipt_and_its_replay_the_same(login):
    client, key, data = login(factories.user(Peran.PLD)), uuid7(), idea()
    first, second = post(client, IDEA, data, key), post(client, IDEA, data, key)
    row = Kiriman.objects.get()
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() | {"sudah": True} == second.json()
    assert first.json()["resi"] == row.resi
    assert first.json()["alamat"] == KartuIde.objects.get().get_absolute_url()
    assert row.judul == data["judul"]


def test_another_content_under_the_same_key_is_refused_and_may_come_under_its_own(login):
    client, key, data = login(factories.user(Peran.PLD)), uuid7(), idea()
    post(client, IDEA, data, key)
    other = post(client, IDEA, data | {"judul": "Kolam lele"}, key)
    assert (other.status_code, other.json()["baru"], other.json()["galat"]) == (422, True, [SUDAH])
    same_form = post(client, IDEA, data | {"judul": "Kolam lele"})
    assert (same_form.status_code, same_form.json()["baru"]) == (422, True)
    assert post(client, IDEA, idea(judul="Kolam lele")).status_code == 201
    assert KartuIde.objects.count() == 2


def test_what_was_sent_in_the_background_says_nothing_on_the_next_page(login):
    client = login(factories.user(Peran.PLD))
    post(client, IDEA, idea(judul="Ide di balik layar"))
    assert "tersimpan" not in client.get("/akun/").content.decode().lower()
    post(client, IDEA, idea(judul="Ide yang ditunggu"), **{"X-Langsung": "ya"})
    assert "tersimpan" in client.get("/akun/").content.decode().lower()


def test_a_refused_form_leaves_nothing_and_says_why(login):
    client, key = login(factories.user(Peran.PLD)), uuid7()
    refused = post(client, IDEA, idea(judul=""), key)
    assert refused.status_code == 422
    assert refused.json()["galat"] == ["Judul ide atau inovasi: Bidang ini tidak boleh kosong."]
    assert not Kiriman.objects.exists()
    assert post(client, IDEA, idea(), key).status_code == 201


def test_who_may_not_gets_a_sentence_and_no_receipt(login):
    response = post(login(factories.user(Peran.PEMANTAU)), IDEA, idea())
    assert response.status_code == 403
    assert "belum bertugas" in response.json()["galat"]
    assert not Kiriman.objects.exists()


def test_what_is_gone_is_a_sentence(login):
    client = login(factories.user(Peran.PLD))
    response = post(client, reverse("inovasi:idea_edit", args=[uuid7()]), idea())
    assert (response.status_code, Kiriman.objects.count()) == (403, 0)
    assert "tidak ditemukan" in response.json()["galat"]


def test_a_stranger_and_another_person_are_told_to_log_in(client, login):
    assert post(client, IDEA, idea()).status_code == 401
    other = post(login(factories.user(Peran.PLD)), IDEA, idea(), **{"X-Pengguna": "999999"})
    assert other.status_code == 401
    assert not KartuIde.objects.exists()


def test_somebody_elses_key_tells_nothing(login):
    key = uuid7()
    post(login(factories.user(Peran.PLD)), IDEA, idea(), key)
    response = post(login(factories.user(Peran.PLD)), IDEA, idea(), key)
    assert (response.status_code, KartuIde.objects.count()) == (403, 1)
    assert "resi" not in response.json()


def test_without_the_key_a_form_is_what_it_always_was(login):
    response = login(factories.user(Peran.PLD)).post(IDEA, idea())
    assert response.status_code == 302
    assert not Kiriman.objects.exists()


def test_a_form_without_a_token_is_not_taken():
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user(Peran.PLD))
    assert post(client, IDEA, idea()).status_code == 403
    assert not Kiriman.objects.exists()


def test_a_name_of_the_attendance_list_comes_once(login):
    made = musyawarah.musyawarah(StatusMusyawarah.BERLANGSUNG)
    client, key = login(made.created_by), uuid7()
    url = reverse("musyawarah:attendance", args=[made.pk])
    data = {
        "id": str(uuid7()), "nama": "Siti Aminah", "jenis_kelamin": "P",
        "unsur": "tokoh_masyarakat", "jabatan": "", "desa": "", "hadir": "on",
    }  # fmt: skip
    answers = [post(client, url, data, key).status_code for _ in range(2)]
    assert answers == [201, 200]
    assert made.kehadiran.filter(nama="Siti Aminah").count() == 1


def test_text_of_the_minutes_that_two_wrote_is_refused_with_the_other_text(login):
    made = musyawarah.musyawarah(StatusMusyawarah.BERLANGSUNG)
    client = login(made.created_by)
    url = reverse("musyawarah:edit", args=[made.pk, "jalannya"])
    seen = client.get(url).context["form"].initial["semula"]
    assert post(client, url, {"jalannya": "Dari ponsel satu.", "semula": seen}).status_code == 201
    second = post(client, url, {"jalannya": "Dari ponsel dua.", "semula": seen})
    assert second.status_code == 422
    assert "“Dari ponsel satu.”" in second.json()["galat"][0]
    made.refresh_from_db()
    assert made.jalannya == "Dari ponsel satu."
    merged = {"jalannya": "Dari kedua ponsel.", "semula": second.json()["semula"]}
    assert post(client, url, merged).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one_card_and_twenty_equal_receipts():
    user, key, data = factories.user(Peran.PLD), uuid7(), idea()
    answers = []

    def go():
        client = Client()
        client.force_login(user)
        answers.append(post(client, IDEA, data, key))

    together(*[go] * 20)
    assert sorted(a.status_code for a in answers) == [200] * 19 + [201]
    assert len({a.json()["resi"] for a in answers}) == 1
    assert (KartuIde.objects.count(), Kiriman.objects.count()) == (1, 1)


# The clock of the phone


def clock(*, ahead):
    """Headers of a phone whose clock is so far ahead, of something written just now."""
    now = (timezone.now() + ahead).isoformat()
    return {"X-Ditulis": now, "X-Jam": now}


def test_a_clock_that_runs_ahead_is_not_refused_and_both_times_are_kept(login):
    tomorrow = timezone.localdate() + timedelta(days=1)
    ahead = clock(ahead=timedelta(days=1))
    answer = post(login(factories.user(Peran.PLD)), IDEA, idea(tanggal=tomorrow), **ahead)
    row = Kiriman.objects.get()
    assert answer.status_code == 201
    assert KartuIde.objects.get().tanggal == timezone.localdate()
    assert "Jam ponsel lebih cepat 1 hari." in answer.json()["catatan"]
    assert row.ditulis_at.isoformat() == ahead["X-Ditulis"].replace("Z", "+00:00")
    assert abs(row.selisih - 86_400) < 60


def test_an_entry_of_a_phone_a_day_ahead_gets_our_day(login):
    tomorrow = timezone.localdate() + timedelta(days=1)
    data = {
        "id": str(uuid7()), "desa": factories.wilayah().pk, "tugas": "2",
        "uraian": "Rapat.", "tanggal": tomorrow, "simpan": "kirim",
    }  # fmt: skip
    client = login(factories.user(Peran.PLD))
    answer = client.post(SEND, data, headers=clock(ahead=timedelta(days=1)))
    assert answer.status_code == 201
    assert Kegiatan.objects.get().tanggal == timezone.localdate()
    assert (Kiriman.objects.get().resi, answer.json()["catatan"] != "") == (
        Kegiatan.objects.get().resi,
        True,
    )


LATE = datetime(2026, 11, 29, 22, 30, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("desa", "said", "day"),
    [
        ("33.05.12.2001", "2026-11-30", "2026-11-29"),  # tomorrow in Java
        ("91.71.01.2001", "2026-11-30", "2026-11-30"),  # already today in Papua
        ("91.71.01.2001", "2026-12-01", "2026-11-30"),
    ],
)
def test_late_in_the_evening_the_day_of_the_village_counts(monkeypatch, desa, said, day):
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    typed = QueryDict(f"desa={desa}&tanggal={said}")
    ahead = Jam(ditulis=LATE + timedelta(days=1), selisih=86_400)
    assert by_our_clock(typed, ahead)[0]["tanggal"] == day


def test_a_clock_that_is_slow_changes_nothing_and_is_noted(login):
    yesterday = timezone.localdate() - timedelta(days=1)
    slow = clock(ahead=-timedelta(days=1))
    post(login(factories.user(Peran.PLD)), IDEA, idea(tanggal=yesterday), **slow)
    assert KartuIde.objects.get().tanggal == yesterday
    assert abs(Kiriman.objects.get().selisih + 86_400) < 60


def test_a_right_clock_may_not_write_of_tomorrow(login):
    tomorrow = timezone.localdate() + timedelta(days=2)
    client = login(factories.user(Peran.PLD))
    answer = post(client, IDEA, idea(tanggal=tomorrow), **clock(ahead=timedelta()))
    assert answer.status_code == 422


# Photos, piece by piece


def send_piece(client, content, start, size=1000):
    url = reverse("tugas:send_piece", args=[sha256(content).hexdigest()])
    return client.post(
        f"{url}?mulai={start}",
        content[start : start + size],
        content_type="application/octet-stream",
    )


def offer(content, name="a.jpg"):
    return {"berkas:foto": f"{sha256(content).hexdigest()} {len(content)} {name}"}


def test_a_form_waits_for_the_pieces_that_are_missing_and_takes_them_as_a_file(login):
    client, key = login(factories.user(Peran.PLD)), uuid7()
    content, data = tugas.photo_bytes((320, 240)), idea()
    half = send_piece(client, content, 0)
    lack = post(client, IDEA, data | offer(content), key)
    assert (half.json(), lack.status_code) == ({"ada": 1000}, 409)
    assert lack.json() == {"kurang": {sha256(content).hexdigest(): 1000}}
    assert not KartuIde.objects.exists()

    for start in range(1000, len(content), 1000):
        send_piece(client, content, start)
    assert post(client, IDEA, data | offer(content), key).status_code == 201
    kept = KartuIde.objects.get().media.in_use().get()
    assert kept.sha256_asli == sha256(content).hexdigest()
    assert not Bagian.objects.exists()


def test_a_photo_in_pieces_follows_its_entry_once(login):
    entry = tugas.kegiatan("terkirim")
    client, content = login(entry.created_by), tugas.photo_bytes((320, 240))
    url = reverse("tugas:send_photo", args=[entry.pk])
    assert client.post(url, offer(content)).json() == {"kurang": {sha256(content).hexdigest(): 0}}
    for start in range(0, len(content), 1000):
        send_piece(client, content, start)
    assert client.post(url, offer(content)).status_code == 201
    assert client.post(url, offer(content)).status_code == 200  # the answer was lost: no byte again
    assert Bukti.objects.filter(kegiatan=entry).count() == 1


def test_a_piece_sent_twice_or_with_a_gap_is_kept_once_or_not(login):
    client, content = login(factories.user(Peran.PLD)), tugas.photo_bytes((320, 240))
    answers = [send_piece(client, content, start).json()["ada"] for start in (0, 0, 2000)]
    assert answers == [1000, 1000, 1000]


def test_pieces_that_make_something_else_are_dropped(login):
    client, content = login(factories.user(Peran.PLD)), b"x" * 500
    url = reverse("tugas:send_piece", args=[sha256(content).hexdigest()])
    client.post(f"{url}?mulai=0", b"y" * 500, content_type="application/octet-stream")
    answer = post(client, IDEA, idea() | offer(content))
    assert answer.json() == {"kurang": {sha256(content).hexdigest(): 0}}


def test_one_persons_pieces_are_nobody_elses(login):
    content = tugas.photo_bytes((320, 240))
    send_piece(login(factories.user(Peran.PLD)), content, 0, len(content))
    answer = post(login(factories.user(Peran.PLD)), IDEA, idea() | offer(content))
    assert answer.status_code == 409


# What stays to be shown


def test_the_receipts_of_other_forms_stand_on_the_page_and_on_paper(login):
    client = login(factories.user(Peran.PLD))
    resi = post(client, IDEA, idea()).json()["resi"]
    assertContains(client.get(reverse("tugas:receipts")), resi)
    paper = client.get(reverse("tugas:receipts_paper"))
    assert (paper["Content-Type"], paper.content[:4]) == ("application/pdf", b"%PDF")
    other = login(factories.user(Peran.PLD))
    assert resi not in other.get(reverse("tugas:receipts")).content.decode()


def test_complaints_are_read_from_the_top_of_a_page_or_from_its_fields():
    top = '<div class="galat"><h2>Ada</h2><ul><li><a href="#x">Judul:  isi.</a></li></ul></div>'
    field = '<p class="invalid-feedback"><strong>Isi dulu.</strong></p>'
    assert complaints_in(top + field) == (["Judul: isi."], {"Judul: isi.": "x"})
    assert complaints_in(field * 2) == (["Isi dulu."], {})
    assert complaints_in("<p>Selamat datang</p>") == ([], {})


# A rule that changed on the way


def judgement(form):
    scores = {f"skor_{b['kode']}": "2" for b in form.kriteria.butir}
    return scores | {
        "kriteria": str(form.kriteria.pk or 0),
        "rekomendasi": "layak",
        "cara": "dokumen",
        "tanggal": timezone.localdate().isoformat(),
    }


def opened_before_the_rule_changed(login):
    """(client, address, what was typed under the old checklist)."""
    made = make_inovasi.inovasi(StatusInovasi.DIAJUKAN)
    client = login(make_inovasi.verifier())
    url = reverse("inovasi:assess", args=[made.pk])
    form = client.get(url).context["form"]
    more = {**built_in()[0], "kode": "baru", "nama": "Kriteria baru", "bukti": False}
    revise(
        by=factories.user(Peran.ADMIN),
        wilayah=factories.wilayah(factories.KABUPATEN),
        tahun=made.tahun,
        butir=[*built_in(), more],
        ambang=8,
    )
    return client, url, judgement(form)


def test_what_was_judged_without_signal_is_judged_by_the_rule_it_showed(login):
    client, url, typed = opened_before_the_rule_changed(login)
    assert post(client, url, typed).status_code == 201
    assert Penilaian.objects.get().kriteria == "Kriteria bawaan"


def test_an_old_rule_does_not_hold_for_ever(login):
    client, url, typed = opened_before_the_rule_changed(login)
    Kriteria.objects.update(created_at=timezone.now() - timedelta(days=40))
    answer = post(client, url, typed)
    assert answer.status_code == 422
    assert "Belum dinilai: Kriteria baru." in answer.json()["galat"][0]
