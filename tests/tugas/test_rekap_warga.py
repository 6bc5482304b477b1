"""What everybody may read, the notice sheet, the open data, the export; and that the night finds
what is not true."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from desa.choices import AlasanKabar, Jabatan, Peran
from desa.models import Pemberitahuan, Wilayah
from inovasi.actions import perencanaan
from ppid.lib.grafik import bars, columns
from ppid.lib.samar import TANDA, masked, masked_row
from ppid.lib.sebaran import median, p90, percentile
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import komitmen as make
from tests.factories import rekap
from tests.factories import tugas as log
from tests.tugas.test_rekap_halaman import filled
from tugas.actions import kemajuan, terjangkau, tinjau, tinjau_ulang
from tugas.actions.capaian import recount
from tugas.actions.selisih import reconcile
from tugas.choices import Status, StatusUlang
from tugas.models import Capaian, Hambatan, Kemajuan, Lapor, Rekap, Selisih, TinjauUlang
from tugas.rekap.lembar import sheet_of
from tugas.rekap.umum import KAMUS, open_rows

TAHUN = timezone.localdate().year
CELLS = st.lists(st.integers(0, 12), min_size=2, max_size=5)


# Small numbers


@given(CELLS)
def test_nothing_small_is_shown_and_nothing_hidden_can_be_computed(cells):
    shown, total = masked_row(cells)
    assert not [n for n in [*shown, total] if n != TANDA and 0 < n < 5]
    hidden = [n for n, s in zip(cells, shown, strict=True) if s == TANDA]
    if hidden and total != TANDA:
        assert total == sum(cells)
        rest = total - sum(n for n in shown if n != TANDA)
        ways = rest - len(hidden)  # each hides at least one: more than one way to share the rest
        assert len(hidden) > 1
        assert ways > 0


@given(CELLS)
def test_what_is_not_small_and_gives_nothing_away_stays(cells):
    shown, _ = masked_row(cells)
    kept = [n for n in shown if n != TANDA]
    assert len([n for n in cells if n >= 5]) - len([n for n in kept if n]) <= 1
    if not [n for n in cells if 0 < n < 5]:
        assert shown == cells


def test_noughts_and_fives_are_no_secret():
    assert [masked(n) for n in (0, 1, 4, 5)] == [0, "*", "*", 5]


@given(st.lists(st.integers(0, 60), min_size=1))
def test_half_and_nine_tenths_wait_no_longer_than_said(days):
    histogram = {d: days.count(d) for d in days}
    for percent, value in ((50, median(histogram)), (90, p90(histogram))):
        within = sum(d <= value for d in days)
        assert within * 100 >= percent * len(days)
        assert sum(d < value for d in days) * 100 < percent * len(days)
    assert percentile({}, 50) is None


def test_charts_are_drawn_to_scale():
    assert 'width="50.0"' in bars([("a", 10), ("b", 5)])[1][2]
    drawn = columns(["2018", "2019"], [("Kartu", [4, 8])])
    assert drawn.count("<rect") == 2
    assert "<script" not in columns(["<script>"], [("a", [1])])


# The public


def test_the_public_page_of_a_kecamatan_hides_small_numbers(client):
    for n in range(1, 8):
        factories.wilayah(f"33.05.12.200{n}")
    log.kegiatan(Status.DITERIMA, tugas=1, tema="keduanya", peserta=12)
    recount([factories.DESA], TAHUN)
    response = client.get(reverse("tugas:public", args=[factories.KECAMATAN]))
    sel, cells = response.context["batu"][0]
    assert sel.jumlah == {"selesai": 1, "belum": 6}
    assert [n for _, _, n in cells] == [TANDA, TANDA]
    assert "Belum 6" not in response.text


def test_the_public_page_of_a_village_names_nobody(client):
    made = make.komitmen(tahun=TAHUN, tahun_anggaran=TAHUN + 1)
    factories.user(Peran.PLD, nama="Siti Rahasia")
    log.kegiatan(Status.DITERIMA, laki=3, perempuan=9, peserta=12, uraian="Bertemu Pak Karto.")
    response = client.get(reverse("tugas:public", args=[factories.DESA]))
    assert made.nama_kegiatan in response.text
    for name in ("Siti Rahasia", "Pak Karto", made.kades_nama, made.bpd_nama):
        assert name not in response.text


def test_what_the_kecamatan_hides_is_on_no_page_of_its_villages(client):
    """Its villages could be opened one by one and counted."""
    for n in range(1, 8):
        factories.wilayah(f"33.05.12.200{n}")
    log.kegiatan(Status.DITERIMA, tugas=1, tema="keduanya", peserta=12, laki=3, perempuan=9)
    recount([factories.DESA], TAHUN)
    pages = [
        client.get(reverse("tugas:public", args=[f"33.05.12.200{n}"])).text for n in range(1, 8)
    ]
    assert len({page.count("Selesai") for page in pages}) == 1  # "Selesai dibangun" on each
    for word in ("12 peserta", "Berjalan", "Terlambat"):
        assert not [page for page in pages if word in page]


def test_public_numbers_are_read_as_numbers(client):
    factories.wilayah()
    Wilayah.objects.filter(pk="33").update(jumlah_desa=7_500)
    response = client.get(reverse("tugas:public", args=["33"]))
    assert "Belum 7.500" in response.text


def test_a_kelurahan_and_a_place_that_is_none_have_no_page(client):
    kode = factories.wilayah("33.05.12.1001").pk
    assert client.get(reverse("tugas:public", args=[kode])).status_code == 404
    assert client.get(reverse("tugas:public", args=["99"])).status_code == 404


def test_open_data_has_one_row_per_kecamatan_and_every_column_is_explained(client):
    filled()
    page = client.get(reverse("tugas:open_data"))
    assert 2018 in page.context["tahun"]
    text = client.get(reverse("tugas:open_file", args=[2018])).getvalue().decode("utf-8-sig")
    header, *lines = text.strip().splitlines()
    assert header.split(";") == list(KAMUS)
    assert all(f"<code>{name}</code>" in page.text for name in KAMUS)
    assert [line.split(";")[1] for line in lines] == ["33.05.12", "33.05.13"]
    row = dict(zip(KAMUS, lines[0].split(";"), strict=True))
    assert (row["peserta_l"], row["peserta_p"]) == ("30", "10")


def test_the_open_data_hide_what_the_public_page_hides(client):
    filled()
    page = client.get(reverse("tugas:public", args=[factories.KECAMATAN]), {"tahun": 2018})
    told = dict(page.context["garis"])
    (row, _) = open_rows(2018)
    row = dict(zip(KAMUS, row, strict=True))
    for column, word in (
        ("kartu_ide", "Kartu ide"), ("kartu_komitmen", "Kartu komitmen"),
        ("ditandatangani", "Komitmen ditandatangani"),
        ("desa_di_bursa", "Desa yang hadir di bursa"),
    ):  # fmt: skip
        assert row[column] == told[word] == TANDA, column
    assert (row["masuk_apbdes"], row["terpakai_rp"]) == (0, 0)


def test_open_data_of_a_year_without_anything_is_404(client):
    assert client.get(reverse("tugas:open_file", args=[2017])).status_code == 404


def test_open_rows_ask_the_same_however_many_there_are(django_assert_num_queries):
    filled()
    with django_assert_num_queries(4):
        assert len(list(open_rows(2018))) == 2


# The notice sheet


def budgeted(n):
    made = make.komitmen(
        tahun=TAHUN, tahun_anggaran=TAHUN + 1, perkiraan_biaya=10_000_000 + n,
        nama_kegiatan=f"Embung dusun {n} dengan nama yang panjang sekali",
    )  # fmt: skip
    line = make.line(made)
    perencanaan.verify(line, by=factories.user(Peran.TPID, jabatan=Jabatan.VERIFIKATOR))


@pytest.mark.parametrize("n", [0, 1, 14])
def test_the_sheet_is_one_page_whatever_was_promised(login, n):
    factories.wilayah()
    for number in range(n):
        budgeted(number)
    response = login(factories.user(Peran.PLD)).get(
        reverse("tugas:sheet", args=[factories.DESA]), {"tahun": TAHUN}
    )
    with pikepdf.open(BytesIO(response.content)) as paper:
        assert len(paper.pages) == 1
    lembar = sheet_of(factories.wilayah(), TAHUN)
    assert (len(lembar.masuk), lembar.janji_lagi) == (n, max(n - 9, 0))


# The night


def test_the_night_finds_every_number_that_is_not_true(capsys):
    admin = factories.user(Peran.ADMIN)
    filled(TAHUN)
    log.kegiatan(Status.DITERIMA, tugas=1, tema="keduanya", peserta=12)
    recount([factories.DESA], TAHUN)
    kemajuan.rebuild()
    call_command("reconcile")
    assert capsys.readouterr().out == "Semua angka cocok dengan catatannya.\n"

    Capaian.objects.filter(nomor=4).update(ada=7)
    Rekap.objects.filter(tingkat="kecamatan", nomor=1).update(jumlah=9)
    Kemajuan.objects.filter(wilayah=factories.KECAMATAN).update(bursa_p=99)
    Lapor.objects.update(lapor=3)

    with pytest.raises(CommandError, match="angka tidak cocok"):
        call_command("reconcile")
    lines = capsys.readouterr().out.splitlines()
    assert any("Batu 4" in line and "belum 7/" in line for line in lines)
    assert any("Kemajuan: bursa_p: tertulis 99, seharusnya 10" in line for line in lines)
    assert any("lapor: tertulis 3, seharusnya 1" in line for line in lines)
    assert any("Tugas 1" in line and "tertulis 9" in line for line in lines)
    assert Selisih.objects.count() == len(lines)
    assert Pemberitahuan.objects.filter(pengguna=admin, alasan=AlasanKabar.SELISIH).count() == 1

    call_command("recount")
    assert reconcile() == []
    assert not Selisih.objects.exists()


def test_the_admin_reads_what_disagrees_in_the_own_place(login):
    for kode in (factories.KECAMATAN, "33.06.01"):
        Selisih.objects.create(
            wilayah=factories.wilayah(kode), tahun=TAHUN, angka="x", tertulis="1", seharusnya="2"
        )
    response = login(factories.user(Peran.ADMIN)).get(reverse("tugas:disagreements"))
    assert [s.wilayah_id for s in response.context["baris"]] == [factories.KECAMATAN]
    assert login(factories.user(Peran.PD)).get(reverse("tugas:disagreements")).status_code == 403


# The second look


def test_an_accepted_entry_is_drawn_once(settings):
    settings.PPID_SECOND_REVIEW = 100
    tpid = factories.user(Peran.TPID)
    entry = log.kegiatan(Status.TERKIRIM)
    tinjau.accept(entry, by=tpid)
    tinjau.reopen(entry, by=tpid, catatan="Keliru.")
    drawn = TinjauUlang.objects.get()
    assert (drawn.created_by, drawn.status) == (tpid, StatusUlang.MENUNGGU)
    assert not TinjauUlang.objects.for_second(factories.user(Peran.TPID)).exists()  # it is open


def test_the_second_look_is_somebody_elses(login):
    ulang = rekap.ulang()
    first = ulang.kegiatan.peninjau
    factories.assign(first, Peran.TPID, factories.KECAMATAN)
    second = factories.user(Peran.TPID)
    assert list(TinjauUlang.objects.for_second(first)) == []
    assert list(TinjauUlang.objects.for_second(second)) == [ulang]
    with pytest.raises(NotAllowed):
        tinjau_ulang.agree(ulang, by=first)
    login(second).post(reverse("tugas:second_step", args=[ulang.pk, "agree"]), {"catatan": ""})
    ulang.refresh_from_db()
    assert (ulang.status, ulang.kedua) == (StatusUlang.SEPAKAT, second)


def test_whoever_differs_says_why(login):
    ulang = rekap.ulang()
    client = login(factories.user(Peran.PD))
    url = reverse("tugas:second_step", args=[ulang.pk, "differ"])
    assert "catatan" in client.post(url, {"catatan": ""}).context["form"].errors
    client.post(url, {"catatan": "Fotonya dari tempat lain."})
    ulang.refresh_from_db()
    assert (ulang.status, ulang.catatan) == (StatusUlang.BERBEDA, "Fotonya dari tempat lain.")


# Out of reach


def test_a_village_out_of_reach_is_told_with_a_photo_and_opened_again(login):
    pld = factories.user(Peran.PLD)
    url = reverse("tugas:blocked", args=[factories.DESA])
    today = timezone.localdate()
    said = {"mulai": today, "alasan": "Jembatan putus."}
    assert "foto" in login(pld).post(url, said).context["form"].errors
    with BytesIO(log.photo_bytes()) as foto:
        foto.name = "jembatan.jpg"
        login(pld).post(url, said | {"foto": foto})
    made = Hambatan.objects.get()
    shown = login(factories.user(Peran.PD)).get(reverse("tugas:blocked_photo", args=[made.pk]))
    assert b"".join(shown)[:2] == b"\xff\xd8"
    login(pld).post(url, {"selesai": today})
    made.refresh_from_db()
    assert made.selesai == today


def test_only_who_works_there_says_that_it_cannot_be_reached(login):
    factories.wilayah()
    url = reverse("tugas:blocked", args=[factories.DESA])
    assert login(factories.user(Peran.PEMANTAU)).post(url, {}).status_code == 403
    rekap.hambatan()
    with pytest.raises(NotAllowed, match="Akhiri dulu"):
        rekap.hambatan()
    with pytest.raises(NotAllowed, match="tidak boleh sebelum"):
        terjangkau.unblock(
            Hambatan.objects.get(), by=factories.user(Peran.PLD),
            selesai=timezone.localdate() - timedelta(days=3),
        )  # fmt: skip
