"""From a village's need to money that a Musdes allowed, in a real browser, each by whoever may."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from desa.actions import orang as orang_actions
from desa.models import Pengguna, Wilayah
from musyawarah.actions import acara
from musyawarah.choices import JenisMusyawarah
from p2ktd.choices import StatusDana, StatusKebutuhan, StatusPekerjaan, StatusPemilihan
from p2ktd.models import Dana, Kebutuhan, Pekerjaan, Pembayaran, Pemilihan
from tests.factories.tugas import photo_bytes
from tugas.peragaan import forum
from tugas.peragaan.nama import Names
from tugas.peragaan.orang import KALIPARE, SANDI, villages_of
from tugas.peragaan.waktu import at

pytestmark = [pytest.mark.browser, pytest.mark.slow]
JUDUL = "Bimbingan pembukuan lumbung desa"
HARGA = 2_300_000
PENYEDIA = ["Yayasan Bina Desa Makmur", "Pusat Studi Desa Brantas", "Asosiasi Perencana Pedesaan"]


class Orang:
    """Somebody at a browser: opens a page, fills in what it asks, presses its main button."""

    def __init__(self, page):
        self.page = page

    def send(self, url, button, **fields):
        self.page.goto(url)
        for name, value in fields.items():
            self._fill(name, value)
        self.page.locator("main form").get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_url(lambda now: not now.endswith(url))

    def _fill(self, name, value):
        field = self.page.locator(f"main [name={name}]")
        kind = field.first.get_attribute("type")
        if kind == "radio":
            self.page.locator(f"main [name={name}][value='{value}']").check()
        elif kind == "checkbox":
            field.set_checked(value)
        elif kind == "file":
            field.set_input_files(value)
        elif self.page.locator(f"main select[name={name}]").count():
            field.select_option(str(value))
        else:
            field.fill(str(value))

    def reads(self, url):
        self.page.goto(url)
        return self.page.locator("main").inner_text()


@pytest.fixture
def who(visit):
    """who("tpid-bendahara"), with JavaScript unless told otherwise."""
    known = {}

    def who(account, script=True):
        if account not in known:
            orang_actions.set_password(Pengguna.objects.get(username=account), SANDI)
            known[account] = Orang(visit(account, script=script))
        return known[account]

    return who


def today(days=0):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def meeting(account, jenis, place):
    """A forum of today with the people it needs; its decisions come later."""
    by, names, day = Pengguna.objects.get(username=account), Names(seed=5), timezone.localdate()
    with at(day - timedelta(days=7), 9):
        made = acara.create(
            by=by, jenis=jenis, wilayah=Wilayah.objects.get(pk=place), tanggal=day,
            tahun=day.year, mulai=time(8, 0), selesai=time(10, 0), lokasi="Balai pertemuan",
            diundang=40, pimpinan="Sutrisno Hadi", notulis="Wahyuni",
        )  # fmt: skip
        acara.invite(made, by=by)
    acara.start(made, by=by)
    forum._attend(made, by, names, villages_of(KALIPARE))
    forum._sign(made, by, names)
    return made


def decide(made, writer, admin, **fields):
    """The decision written in the browser, the minutes sealed in the browser."""
    url = f"/musyawarah/{made.pk}/"
    writer.send(f"{url}isi/keputusan/", "Simpan", teks="Disepakati.", cara="mufakat", **fields)
    made.refresh_from_db()
    acara.minute(made, by=made.created_by)
    admin.page.goto(url)
    admin.page.get_by_role("link", name="Finalkan").click()
    admin.page.get_by_role("button", name="Finalkan").click()
    admin.page.get_by_text("Final").first.wait_for()


def asked(who, script):
    """The PLD writes the need and proposes it; a MAD puts it on the list."""
    desa = villages_of(KALIPARE)[1]
    pld = who("pld", script)
    pld.send(
        f"/p2ktd/kebutuhan/baru/?desa={desa.pk}", "Simpan", judul=JUDUL, bidang="pel",
        layanan="bimtek", masalah="Buku kas belum tertib.", hasil="Laporan bulanan tersusun.",
        perkiraan_biaya=2_400_000, kades_nama="Sutrisno Hadi", kades_tanggal=today(),
    )  # fmt: skip
    need = Kebutuhan.objects.get(judul=JUDUL)
    pld.send(f"/p2ktd/kebutuhan/{need.pk}/langkah/propose/", "Usulkan")
    mad = meeting("pd", JenisMusyawarah.MAD_KHUSUS, KALIPARE)
    decide(mad, who("pd", script), who("admin", script), perihal=f"kebutuhan prioritise {need.pk}")
    need.refresh_from_db()
    mad.refresh_from_db()
    assert (need.status, need.berita_acara) == (StatusKebutuhan.DIPRIORITASKAN, mad.nomor)
    return need


def compared(who, need, script):
    """Three offers in one table; the treasurer declares a relative and does not judge."""
    ketua, bendahara = who("tpid", script), who("tpid-bendahara", script)
    ketua.page.goto(f"/p2ktd/kebutuhan/{need.pk}/")
    ketua.page.get_by_role("link", name="Cari penyedia").click()
    ketua._fill("mulai", today())
    ketua._fill("selesai", today(10))
    ketua.page.get_by_role("button", name="Simpan").click()
    ketua.page.wait_for_url(lambda url: "kebutuhan=" not in url)
    search = Pemilihan.objects.get(kebutuhan=need)
    home = f"/p2ktd/pemilihan/{search.pk}/"
    ketua.page.goto(f"{home}undang/")
    for nama in PENYEDIA:
        ketua.page.get_by_label(nama).check()
    ketua.page.get_by_role("button", name="Undang yang dipilih").click()
    ketua.page.get_by_text("Undangan penawaran dicatat.").wait_for()
    assert search.undangan.count() == len(PENYEDIA)
    for n, letter in enumerate(search.undangan.order_by("pk")):
        ketua.send(
            f"{home}penawaran/{letter.pk}/", "Simpan", tanggal=today(), harga=HARGA + n * 50_000,
            hari=5, metode="Praktik di desa.", tenaga="Satu ahli",
        )  # fmt: skip
    return judged(ketua, bendahara, who("tpid-verifikator", script), search)


def judged(ketua, bendahara, verifikator, search):
    """Everybody declares first; whoever has an interest is turned away from the scores."""
    home = f"/p2ktd/pemilihan/{search.pk}/"
    other = search.undangan.get(penyedia__nama=PENYEDIA[1]).penyedia
    bendahara.send(
        f"{home}kepentingan/", "Simpan", kepentingan="kerabat", penyedia=other.pk,
        penjelasan="Adik saya bekerja di sana.",
    )  # fmt: skip
    for orang in (ketua, verifikator):
        orang.send(f"{home}kepentingan/", "Simpan", kepentingan="tidak_ada")
    ketua.send(f"{home}langkah/compare/", "Simpan")
    offers = search.penawaran_masuk.order_by("pk")
    refused = bendahara.reads(f"{home}nilai/{offers.first().pk}/")
    assert "jadi tidak ikut menilai" in refused
    for offer in offers:
        ketua.send(f"{home}nilai/{offer.pk}/", "Simpan", metode=5, tenaga=4, pengalaman=4)
    for nama in PENYEDIA:
        assert nama in ketua.reads(home)
    best = search.undangan.get(penyedia__nama=PENYEDIA[0]).penyedia
    ketua.send(f"{home}langkah/choose/", "Simpan", penyedia=best.pk, catatan="Nilai tertinggi.")
    search.refresh_from_db()
    assert (search.status, search.penyedia) == (StatusPemilihan.DIPILIH, best)
    return search


def contracted(who, need, search, script):
    ketua = who("tpid", script)
    ketua.send(f"/p2ktd/kebutuhan/{need.pk}/pekerjaan/", "Susun pekerjaan")
    work = Pekerjaan.objects.get(kebutuhan=need)
    home = f"/p2ktd/pekerjaan/{work.pk}/"
    ketua.send(
        f"{home}baris/rab/", "Simpan", uraian="Narasumber", volume=2, satuan="hari", frekuensi=1,
        harga_satuan=1_200_000,
    )  # fmt: skip
    ketua.send(f"{home}baris/keluaran/", "Simpan", uraian="Buku kas lumbung")
    ketua.send(f"{home}penyedia/", "Simpan", pemilihan=search.pk, catatan="Nilai tertinggi.")
    expert = search.penyedia.tenaga_ahli.first()
    busy = expert.pekerjaan.exclude(status="batal").exists()
    ahli = search.penyedia.tenaga_ahli.create(
        nama="Endah Lestari", nama_rapat="endahlestari", keahlian="Pembukuan"
    ) if busy else expert  # fmt: skip
    ketua.send(
        f"{home}spk/", "Simpan", harga=HARGA, tenaga_ahli=ahli.pk, spk_tanggal=today(),
        mulai=today(), selesai=today(10), pihak1_nama="Titik", pihak2_nama="Parto",
    )  # fmt: skip
    ketua.send(f"{home}baris/termin/", "Simpan", uraian="Termin 1", jumlah=HARGA)
    ketua.send(f"{home}langkah/sign/", "Tanda tangani SPK")
    ketua.send(f"{home}langkah/start/", "Mulai bekerja")
    return work


def delivered(who, work, script):
    """The PLD logs a day with its photo, the output is there, both sides sign."""
    pld, ketua, home = who("pld", script), who("tpid", script), f"/p2ktd/pekerjaan/{work.pk}/"
    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes((640, 480))}
    pld.send(f"{home}pelaksanaan/", "Simpan", tanggal=today(), materi="Pembukuan dasar",
             peserta_l=6, peserta_p=9, foto=photo)  # fmt: skip
    output = work.keluaran.get()
    pld.send(f"{home}kemajuan/{output.pk}/", "Simpan", persen=100, kondisi="Baik")
    pld.send(f"{home}laporan/", "Simpan", jenis="akhir", tanggal=today(), hasil="Tertib.")
    ketua.send(f"{home}langkah/submit/", "Serahkan laporan akhir")
    ketua.send(
        f"{home}bast/", "Tanda tangani BAST", tanggal=today(), kondisi="Lengkap.",
        mengetahui="Sutrisno Hadi", **{f"terima_{output.pk}": True},
    )  # fmt: skip


def at_the_musdes(who, script):
    need = asked(who, script)
    work = contracted(who, need, compared(who, need, script), script)
    delivered(who, work, script)
    work.refresh_from_db()
    assert work.status == StatusPekerjaan.DISERAHTERIMAKAN
    return work, meeting("pld", JenisMusyawarah.MUSDES_P2KTD, work.desa_id)


def test_a_work_is_paid_after_the_musdes_and_the_lpj_balances(who):
    work, musdes = at_the_musdes(who, True)
    home = f"/p2ktd/pekerjaan/{work.pk}/"
    decide(
        musdes, who("pld"), who("admin"), perihal=f"pekerjaan account_noted {work.pk}",
        catatan="Serahkan modul.",
    )  # fmt: skip
    bendahara, termin = who("tpid-bendahara"), work.termin.get()
    bendahara.send(f"{home}pajak/{termin.pk}/", "Simpan", ppn=0, pph=46_000)
    assert "Catatan Musdes “Serahkan modul.” belum ditutup." in bendahara.reads(home)
    note = work.catatan_musdes.get()
    who("tpid-verifikator").send(
        f"{home}catatan/{note.pk}/", "Simpan", tindakan="Modul sudah diserahkan."
    )
    bendahara.send(f"{home}bayar/{termin.pk}/", "Bayar", tanggal=today())
    paid = Pembayaran.objects.get(termin=termin)
    assert (paid.bruto, paid.pph) == (HARGA, 46_000)
    assert paid.nomor in bendahara.reads(home)
    account_balances(who, work)


def account_balances(who, work):
    """The rest goes back, the LPJ is handed in and stands at nought."""
    dana = Dana.objects.of(work.kecamatan, work.tahun)
    bendahara, home = who("tpid-bendahara"), f"/p2ktd/dana/{dana.pk}/"
    nota = {"name": "setor.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes((640, 480))}
    bendahara.send(
        f"{home}kas/", "Simpan", jenis="setor_sisa", tanggal=today(), bukti_nomor="STS-1",
        uraian="Setor sisa dana", jumlah=dana.kas.balance(), berkas=nota,
    )  # fmt: skip
    who("tpid").send(f"{home}langkah/file/", "Ajukan LPJ")
    dana.refresh_from_db()
    rows = list(dana.kas.with_balance())
    assert dana.status == StatusDana.DIAJUKAN
    assert sum(r.debit for r in rows) == sum(r.kredit for r in rows)
    assert rows[-1].saldo == 0
    assert "versi 1" in who("tpid").reads(home)


def test_a_musdes_that_refuses_lets_no_money_out(who):
    work, musdes = at_the_musdes(who, False)
    home, termin = f"/p2ktd/pekerjaan/{work.pk}/", work.termin.get()
    decide(
        musdes, who("pld", False), who("admin", False), perihal=f"pekerjaan refuse {work.pk}",
        catatan="Buku kas belum dapat dipakai.",
    )  # fmt: skip
    work.refresh_from_db()
    assert (work.status, work.putaran, work.dibayar) == (StatusPekerjaan.BERJALAN, 2, 0)
    bendahara = who("tpid-bendahara", False)
    assert "tidak berlaku: status Berjalan" in bendahara.reads(f"{home}bayar/{termin.pk}/")
    assert not Pembayaran.objects.filter(termin=termin).exists()
    assert "putaran 2" in who("tpid", False).reads(home)
