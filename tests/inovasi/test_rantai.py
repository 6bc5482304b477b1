"""The chain: each link with its state, the missing one in words, one button, its deadline."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from desa.choices import AlasanKabar, Peran
from desa.models import Pemberitahuan
from inovasi.actions.kalender import carry_over, remind
from inovasi.choices import StatusKomitmen
from inovasi.corong import funnel
from inovasi.models import ButirPerencanaan, KartuIde, Komitmen
from inovasi.rantai import Rantai
from inovasi.silsilah import lineage
from tests import factories
from tests.factories import komitmen as make
from tugas.peragaan.waktu import at

S = StatusKomitmen
NOW = timezone.localdate().year


def links(komitmen):
    return {m.nama: m for m in Rantai(komitmen).mata}


def test_a_whole_chain_has_every_link_that_can_be():
    found = links(make.komitmen(S.SELESAI, menu=make.menu(), bursa=make.bursa()))
    there = [nama for nama, m in found.items() if m.keadaan == "ada"]
    assert there == [
        "Menu", "Kartu", "Tanda tangan", "RKPDes", "APBDes", "Pelaksanaan", "Hasil",
    ]  # fmt: skip
    assert Rantai(Komitmen.objects.get()).kurang is None


@pytest.mark.parametrize(
    ("status", "missing"),
    [
        (S.DRAF, "Tanda tangan"), (S.DITANDATANGANI, "RKPDes"), (S.MASUK_RKPDES, "APBDes"),
        (S.MASUK_APBDES, "Pelaksanaan"), (S.DILAKSANAKAN, "Pelaksanaan"),
    ],
)  # fmt: skip
def test_the_missing_link_is_named(status, missing):
    komitmen = make.komitmen(status, tahun=NOW, tahun_anggaran=NOW + 2)
    assert Rantai(komitmen).kurang.nama == missing


@pytest.mark.parametrize("status", [S.BATAL, S.DIALIHKAN])
def test_a_chain_that_stopped_says_why_and_misses_nothing(status):
    rantai = Rantai(make.komitmen(status))
    assert rantai.kurang is None
    assert "dana tidak cukup" in links(rantai.komitmen)["APBDes"].kalimat


def test_the_missing_line_names_its_deadline(login):
    with at(date(2026, 8, 1)):
        made = make.komitmen(tahun=2026, tahun_anggaran=2027)
        page = login(factories.user(Peran.PLD)).get(reverse("inovasi:chain", args=[made.pk]))
    assertContains(
        page, "Belum ada baris RKPDes. Jendela RKPDes 2027 tutup 30 September 2026, 60 hari lagi."
    )
    assertContains(page, "Paling lambat Rabu, 30 September 2026.")
    assertContains(page, "Catat baris RKPDes atau APBDes")


@pytest.mark.parametrize(
    ("status", "on", "sentence", "deadline"),
    [
        (S.DRAF, date(2026, 8, 1), "Jendela RKPDes 2027 tutup 30 September 2026, 60 hari lagi.",
         "Rabu, 30 September 2026"),
        (S.MASUK_APBDES, date(2027, 12, 1),
         "Tahun anggaran 2027 berakhir 31 Desember 2027, 30 hari lagi.", "Jumat, 31 Desember 2027"),
        (S.DILAKSANAKAN, date(2028, 1, 5),
         "Tahun anggaran 2027 sudah lewat (31 Desember 2027).", "Jumat, 31 Desember 2027"),
    ],
)  # fmt: skip
def test_every_missing_link_has_a_deadline(login, status, on, sentence, deadline):
    made = make.komitmen(status, tahun=2026, tahun_anggaran=2027)
    with at(on):
        page = login(make.pd()).get(reverse("inovasi:chain", args=[made.pk]))
    assertContains(page, sentence)
    assertContains(page, f"Paling lambat {deadline}.")


def test_after_the_rkpdes_the_apbdes_is_still_there():
    with at(date(2026, 11, 23)):
        made = make.komitmen(tahun=2026, tahun_anggaran=2027)
        found, kurang = links(made), Rantai(made).kurang
    assert "sudah lewat (30 September 2026). Kejar langsung APBDes." in found["RKPDes"].kalimat
    assert (kurang.nama, kurang.batas) == ("APBDes", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("peran", "status", "words"),
    [
        (Peran.PLD, S.DRAF, "Lengkapi tanda tangan"),
        (Peran.PLD, S.MASUK_APBDES, "Laporkan pelaksanaan"),
        (Peran.PEMANTAU, S.MASUK_APBDES, None),
    ],
)
def test_the_one_button_is_for_whose_turn_it_is(login, peran, status, words):
    made = make.komitmen(status)
    button = login(factories.user(peran)).get(made.get_absolute_url()).context["tombol"]
    assert (button and button[0]) == words


def test_the_verifier_finds_the_line_that_waits(login):
    made = make.komitmen()
    line = make.line(made)
    page = login(make.verifikator()).get(made.get_absolute_url())
    assert page.context["tombol"] == ("Verifikasi baris APBDes", line.get_absolute_url())
    login(make.verifikator()).post(reverse("inovasi:line_step", args=[line.pk, "verify"]))
    made.refresh_from_db()
    assert made.status == S.MASUK_APBDES


@pytest.mark.parametrize("name", ["commitment", "chain"])
def test_query_count_is_the_same_for_one_and_for_three(login, name, count_queries):
    made = make.komitmen(S.DILAKSANAKAN, menu=make.menu(), bursa=make.bursa())
    client = login(factories.user(Peran.PD))

    def grow(n):
        make.report(made, persen=50, foto=[make.foto(("green", "red", "blue")[n - 1])])
        make.line(made, "apbdes_perubahan")

    counts = count_queries(grow, lambda: client.get(reverse(f"inovasi:{name}", args=[made.pk])))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("page", ["inovasi:commitments", "inovasi:lines"])
def test_lists_ask_the_same_for_one_and_for_three(login, page, count_queries):
    client = login(factories.user(Peran.PEMANTAU))

    def grow(n):
        make.line(make.komitmen(kode=f"33.05.12.200{n}", menu=make.menu(), bursa=None))

    counts = count_queries(grow, lambda: client.get(reverse(page)))
    assert counts[0] == counts[1] <= 15


def test_the_card_form_says_what_is_wrong_and_signs_what_is_right(login):
    factories.wilayah()
    client, url = login(factories.user(Peran.PLD)), reverse("inovasi:commit")
    data = {
        "desa": factories.DESA, "bidang": "pel", "nama_kegiatan": "Bank sampah", "sumber": "dd",
        "tahun": "2026", "tahun_anggaran": "2025", "perkiraan_biaya": "1000000000000000",
    }  # fmt: skip
    response = client.post(url, data)
    assertContains(response, "Tahun APBDes (2025) lebih awal daripada tahun kartu (2026).")
    assertContains(response, "melebihi Rp1 triliun. Periksa jumlah nolnya.")
    good = {
        "tahun_anggaran": "2027", "perkiraan_biaya": "40 jt", "kades_nama": "Sutrisno",
        "kades_ttd": "2026-10-15", "bpd_nama": "Wahyuni", "bpd_ttd": "2026-10-15",
    }  # fmt: skip
    response = client.post(url, data | good)
    made = Komitmen.objects.get()
    assertRedirects(response, made.get_absolute_url())
    assert (made.status, made.perkiraan_biaya) == (S.DITANDATANGANI, 40_000_000)


def test_a_slip_on_a_signed_card_is_mended_by_the_team_with_a_note(login):
    made = make.komitmen()
    url = reverse("inovasi:commitment_edit", args=[made.pk])
    assert login(factories.user(Peran.PLD)).get(url).status_code == 403
    client = login(make.tpid())
    form = client.get(url).context["form"]
    data = {n: v for n, v in form.initial.items() if v not in (None, "") and n != "butuh_p2ktd"}
    data |= {"perkiraan_biaya": "45.000.000", "id": str(made.pk)}
    assertContains(client.post(url, data), "Bidang ini tidak boleh kosong")
    client.post(url, data | {"catatan": "Salah baca nol."})
    made.refresh_from_db()
    assert (made.perkiraan_biaya, made.status) == (45_000_000, S.DITANDATANGANI)


def test_stopping_asks_for_a_reason_that_is_counted(login):
    made = make.komitmen()
    url = reverse("inovasi:commitment_step", args=[made.pk, "cancel"])
    client = login(factories.user(Peran.PLD))
    assert client.post(url, {"alasan": "", "catatan": ""}).context["form"].errors.keys() == {
        "alasan", "catatan",
    }  # fmt: skip
    client.post(url, {"alasan": "dana", "catatan": "Dipakai jalan."})
    made.refresh_from_db()
    assert (made.status, made.alasan) == (S.BATAL, "dana")


def test_a_report_with_photos_finishes_the_chain(login):
    made = make.komitmen(S.MASUK_APBDES)
    data = {
        "tanggal": "2019-06-01", "persen": "100", "realisasi": "34 jt", "uraian": "Selesai.",
        "hasil": "40 rumah ikut.", "pelajaran": "Mulai kecil.", "ubah_biaya": "Lebih murah.",
    }  # fmt: skip
    login(factories.user(Peran.PLD)).post(
        reverse("inovasi:commitment_report", args=[made.pk]), data
    )
    made.refresh_from_db()
    assert (made.status, made.direalisasi) == (S.SELESAI, 34_000_000)


# Lineage


def test_a_good_replication_becomes_an_idea_that_names_it(login):
    made = make.komitmen(S.SELESAI)
    client = login(factories.user(Peran.PLD))
    url = reverse("inovasi:commitment_idea", args=[made.pk])
    client.post(url)
    client.post(url)
    kartu = KartuIde.objects.get()
    assert (kartu.replikasi, kartu.sudah_berjalan, kartu.judul) == (made, True, str(made))


def test_the_public_page_tells_who_copied_and_names_no_person(client):
    menu = make.menu("Bank sampah")
    made = make.komitmen(S.SELESAI, menu=menu)
    (copy,) = lineage(menu)
    assert (copy.persen, copy.hasil) == (100, "Sesuai janji: 40 rumah ikut menabung.")
    page = client.get(menu.get_absolute_url())
    assertContains(page, "Apa kata desa yang meniru")
    assertContains(page, "Mulai dari satu dusun.")
    for nama in (made.kades_nama, made.bpd_nama, made.created_by.nama):
        assert nama not in page.text


def test_words_that_may_not_be_shown_are_not(client):
    menu = make.menu()
    made = make.komitmen(S.MASUK_APBDES, menu=menu)
    make.report(made, persen=100, boleh_tampil=False)
    assert "Mulai dari satu dusun" not in client.get(menu.get_absolute_url()).text


# The calendar


@pytest.mark.parametrize(("day", "told"), [(date(2026, 11, 20), 0), (date(2026, 12, 2), 2)])
def test_people_are_told_thirty_days_before_and_once(day, told):
    make.komitmen(tahun=2026, tahun_anggaran=2027, by=factories.user(Peran.PD))
    factories.user(Peran.PLD)
    factories.user(Peran.PLD, "33.05.12.2009")
    assert remind(day) == told
    assert remind(day) == 0
    call_command("remind", hari=day)
    assert len(mail.outbox) == told
    if told:
        assert "30 hari lagi: 1 komitmen desa belum dianggarkan" in mail.outbox[0].subject
        assert "Jendela APBDes 2027 tutup 31 Desember 2026, 29 hari lagi." in mail.outbox[0].body


def test_each_notice_comes_once_and_in_one_letter():
    by = make.pd()
    make.komitmen(by=by, tahun=2026, tahun_anggaran=2027)
    make.komitmen(by=by, tahun=2026, tahun_anggaran=2027)
    days = [date(2026, 12, 1) + timedelta(days=n) for n in range(31)]
    assert [remind(day) for day in days].count(1) == 3
    told = Pemberitahuan.objects.filter(pengguna=by, alasan=AlasanKabar.JENDELA)
    assert [k.kalimat.split()[0] for k in told.order_by("pk")] == ["30", "14", "3"]
    assert {k.tautan for k in told} == {reverse("inovasi:rescue")}


def test_remind_says_what_it_did(capsys):
    make.komitmen(tahun=2026, tahun_anggaran=2027)
    call_command("remind", hari=date(2026, 12, 29))
    assert capsys.readouterr().out == "Pemberitahuan: 1; surat: 1; 0 desa dihitung ulang.\n"


def test_what_got_no_money_is_proposed_again_by_itself(capsys):
    old = make.komitmen(menu=make.menu())
    budgeted = make.komitmen(S.MASUK_APBDES)
    call_command("carry_over", tahun=2019)
    assert capsys.readouterr().out == "APBDes 2019: 1 komitmen diusulkan lagi, 0 dibiarkan.\n"
    assert carry_over(2019, timezone.localdate()) == (0, 0)
    old.refresh_from_db()
    assert (old.status, old.alasan, old.lanjutan.tahun_anggaran) == (S.DIALIHKAN, "prioritas", 2020)
    budgeted.refresh_from_db()
    assert budgeted.status == S.MASUK_APBDES


def test_a_reason_that_the_house_inferred_is_put_right_by_a_person(login):
    old = make.komitmen()
    call_command("carry_over", tahun=2019)
    old.refresh_from_db()
    assert (old.alasan, old.alasan_disimpulkan) == ("prioritas", True)
    client, url = login(make.pd()), reverse("inovasi:commitment_step", args=[old.pk, "explain"])
    for card in (old, old.lanjutan):
        assertContains(client.get(card.get_absolute_url()), url)
    assert client.get(url).context["form"]["alasan"].value() == "prioritas"

    client.post(url, {"alasan": "tidak_diinginkan", "catatan": "Warga memilih jalan dusun."})

    old.refresh_from_db()
    assert (old.alasan, old.alasan_disimpulkan, old.status) == (
        "tidak_diinginkan", False, "dialihkan",
    )  # fmt: skip
    assert dict(funnel(old.desa.induk, 2018)[0].isi)["tidak_diinginkan"] == 1
    assertNotContains(client.get(old.lanjutan.get_absolute_url()), url)


def test_who_only_reads_is_not_asked_for_the_reason(login):
    old = make.komitmen()
    call_command("carry_over", tahun=2019)
    page = login(factories.user(Peran.PEMANTAU)).get(old.get_absolute_url())
    assertNotContains(page, "sebutkan alasan sebenarnya")


def test_nothing_is_carried_over_while_a_window_is_open():
    make.komitmen(tahun=2026, tahun_anggaran=2027)
    assert carry_over(2027, date(2026, 12, 1)) == (0, 0)


# Spreadsheets


def sheet(text):
    file = BytesIO(text.encode())
    file.name = "apbdes.csv"
    return file


def test_a_spreadsheet_is_judged_first_and_entered_after(login):
    desa = factories.wilayah(nama="Kalipare")
    client, url = login(factories.user(Peran.TPID)), reverse("inovasi:lines_import")
    text = (
        "APBDes 2027;;;;\n"
        "Nama Desa;Nama Kegiatan;Jumlah (Rp);Sumber Dana;Nomor Perdes\n"
        f"{desa.nama};Bank sampah;40.000.000;DD;5 Tahun 2026\n"
        "Entah;Bank sampah;40.000.000;DD;\n"
        f"{desa.pk};Embung;nol;PBH;\n"
        f"{desa.nama};Bank sampah;40.000.000;DD;5 Tahun 2026\n"
    )
    page = client.post(url, {"berkas": sheet(text), "tahun": "2027", "dokumen": "apbdes"})
    verdicts = [(r.nomor, r.baik) for r in page.context["rows"]]
    assert verdicts == [(3, True), (4, False), (5, False), (6, False)]
    assertContains(page, "Desa “Entah” tidak ada di wilayah Anda.")
    assertContains(page, "Baris yang sama sudah tercatat.")
    assert not ButirPerencanaan.objects.exists()

    for _ in range(2):  # confirmed twice, entered once
        client.post(url, {"baris": page.context["muatan"]})
    line = ButirPerencanaan.objects.get()
    assert (line.anggaran, line.nomor, line.dokumen) == (40_000_000, "5 Tahun 2026", "apbdes")


def test_a_file_without_its_columns_is_refused_with_a_sentence(login):
    factories.wilayah()
    client = login(factories.user(Peran.TPID))
    data = {"berkas": sheet("a;b;c\n1;2;3\n"), "tahun": "2027", "dokumen": "apbdes"}
    response = client.post(reverse("inovasi:lines_import"), data)
    assertContains(response, "Kolom desa, uraian, dan anggaran tidak ditemukan")


def test_a_line_suggests_its_promise_with_the_reason(login):
    make.komitmen(nama_kegiatan="Pengadaan bank sampah dusun", perkiraan_biaya=35_000_000)
    make.komitmen(nama_kegiatan="Embung desa", perkiraan_biaya=300_000_000)
    line = make.line()
    saran = login(factories.user(Peran.PLD)).get(line.get_absolute_url()).context["saran"]
    assert [str(k) for k, _ in saran] == ["Pengadaan bank sampah dusun", "Embung desa"]
    assert "nilainya sama dengan janji" in saran[0][1]
    assert saran[1][1] == ""
