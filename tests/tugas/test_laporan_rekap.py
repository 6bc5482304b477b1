"""The recap: everybody once, with the reason."""

from io import BytesIO
from zipfile import ZipFile

from django.urls import reverse

from desa.choices import Peran
from tests import factories
from tests.factories import laporan as make
from tests.factories import tugas
from tests.factories.laporan import BULAN, HARI
from tests.tugas.test_laporan_pdf import readable, words_of
from tugas.choices import Status, StatusLaporan
from tugas.rekap_laporan import rows_of


def recap(client, kode=factories.KECAMATAN, **asked):
    address = reverse("tugas:report_recap_of", args=[kode])
    return client.get(address, {"bulan": BULAN.kunci} | asked)


def test_why_there_is_no_report():
    silent, drafts, given_back, quiet, returned, blocked = people = [
        factories.user(Peran.PLD) for _ in range(6)
    ]
    tugas.kegiatan(Status.DITERIMA, created_by=silent, tanggal=HARI)
    tugas.kegiatan(Status.DRAF, created_by=drafts, tanggal=HARI)
    tugas.kegiatan(Status.DIKEMBALIKAN, created_by=given_back, tanggal=HARI)
    make.laporan(StatusLaporan.DIKEMBALIKAN, by=returned)
    make.actions.excuse(HARI, by=blocked, alasan="tak_terjangkau", catatan="Banjir.")

    rows = rows_of([(p.pk, "pld") for p in people], BULAN)

    assert {b.person: b.mengapa for b in rows} == {
        silent: "1 kegiatan terkirim, tetapi laporannya belum diajukan.",
        drafts: "1 draf belum dikirim.",
        given_back: "1 kegiatan dikembalikan dan belum diperbaiki.",
        quiet: "Belum mencatat kegiatan.",
        returned: "Laporan dikembalikan, belum diajukan lagi.",
        blocked: "Desa tidak dapat dijangkau 1 hari.",
    }


def test_everybody_stands_there_once(login):
    pld = factories.user(Peran.PLD)
    factories.assign(pld, Peran.PLD, "33.05.12.2002")
    make.laporan(by=pld)
    factories.user(Peran.PLD, factories.DESA_LAIN)
    pd = factories.user(Peran.PD)

    assert [b.person for b in recap(login(pd)).context["baris"]] == [pld]
    admin = login(factories.user(Peran.ADMIN))
    rows = recap(admin, factories.KABUPATEN).context["baris"]
    assert [b.peran for b in rows].count("pd") == 1
    assert len(rows) == 3


def test_recap_is_for_supervisors(login):
    factories.wilayah(factories.KECAMATAN)
    assert recap(login(factories.user(Peran.PEMANTAU))).status_code == 403
    assert recap(login(factories.user(Peran.TPID))).status_code == 403
    assert recap(login(factories.user(Peran.PLD))).status_code == 404
    assert recap(login(factories.user(Peran.PD, factories.KECAMATAN_LAIN))).status_code == 404


def test_recap_as_a_workbook(login):
    pld = factories.user(Peran.PLD, nama="=Siti")
    make.laporan(by=pld, hari_kerja=7, menit=450)
    response = recap(login(factories.user(Peran.PD)), bentuk="xlsx")
    with ZipFile(BytesIO(response.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=Siti" in sheet
    assert "7.5" in sheet


@readable
def test_recap_is_a_paper_to_be_signed_with_each_recommendation(login, tmp_path):
    paid = factories.user(Peran.PLD, nama="Siti Aminah")
    make.laporan(StatusLaporan.DISETUJUI, by=paid, hari_kerja=7, menit=450, jumlah=9, diterima=8)
    factories.user(Peran.PLD, nama="Pak Diam")
    pd = login(factories.user(Peran.PD, nama="Bu Penyelia"))

    text = words_of(recap(pd, bentuk="pdf").content, tmp_path)
    for said in (
        "Siti Aminah", "7 jam 30 menit", "9 (8)", "Layak dibayar", "Pak Diam",
        "Belum mencatat kegiatan.", "Bu Penyelia", "Pendamping Desa", "batas akhir 4 November 2026",
        "2 orang: layak dibayar 1, ditunda 0, menunggu penyelia 0, belum diajukan 1.",
    ):  # fmt: skip
        assert said in text

    only = words_of(recap(pd, bentuk="pdf", keadaan="layak").content, tmp_path)
    assert "Pak Diam" not in only
    assert "Hanya: Layak dibayar" in only
    assert recap(pd, bentuk="pdf", keadaan="apa").status_code == 200


def test_recap_asks_the_same_queries_however_many(login, count_queries):
    client = login(factories.user(Peran.PD))

    def grow(n):
        pld = factories.user(Peran.PLD)
        make.laporan(by=pld)
        tugas.kegiatan(Status.DITERIMA, created_by=pld, tanggal=HARI)

    one, three = count_queries(grow, lambda: recap(client))
    assert one == three


def test_each_number_of_the_recommendation_is_as_long_as_its_list(login):
    for status in StatusLaporan:
        make.laporan(status, by=factories.user(Peran.PLD))
    postponed = make.laporan(StatusLaporan.DISETUJUI, by=factories.user(Peran.PLD))
    type(postponed).objects.filter(pk=postponed.pk).update(rekomendasi="tunda")
    factories.user(Peran.PLD)  # silent

    client = login(factories.user(Peran.PD))
    whole = recap(client).context
    numbers = {state: n for state, _, n in whole["keadaan"]}
    assert numbers == {"layak": 2, "tunda": 1, "diperiksa": 1, "belum": 3}
    assert sum(numbers.values()) == whole["halaman"].paginator.count == 7
    for state, n in numbers.items():
        assert recap(client, keadaan=state).context["halaman"].paginator.count == n
