"""Cards as they come: once, right or refused with a sentence; a real bursa; any history."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid6 import uuid7

from desa.choices import Peran
from desa.models import Jejak
from inovasi.actions import komitmen as actions
from inovasi.actions import perencanaan
from inovasi.actions.corong import counted, rebuild
from inovasi.choices import AlasanBerhenti, Bidang, DokumenDesa, StatusKomitmen, Tahap
from inovasi.corong import funnel, funnel_below
from inovasi.models import Komitmen
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import komitmen as make
from tests.inovasi.test_corong import links

S = StatusKomitmen


def enter(by=None, desa=None, **fields):
    return actions.enter(
        by=by or make.pd(), id=uuid7(), desa=desa or factories.wilayah(), **make.card(**fields)
    )


def test_a_card_with_both_signatures_is_a_promise():
    made = enter(kades_ttd=date(2018, 10, 15), bpd_ttd=date(2018, 10, 17))
    assert (made.status, made.ditandatangani_at) == ("ditandatangani", date(2018, 10, 17))


@pytest.mark.parametrize("lacking", ["kades_nama", "kades_ttd", "bpd_nama", "bpd_ttd"])
def test_an_unsigned_card_is_kept_and_not_counted(lacking):
    made = enter(**{lacking: None if lacking.endswith("ttd") else ""})
    assert (made.status, made.ditandatangani_at) == ("draf", None)
    semua = funnel(factories.wilayah(factories.KECAMATAN), make.TAHUN)[0]
    assert (semua.kartu, semua.ditandatangani, semua.dijanjikan) == (1, 0, 0)
    with pytest.raises(NotAllowed, match="Tanda tangan"):
        actions.sign(made, by=make.pd())


def test_the_same_card_sent_five_times_is_one_card_and_one_receipt():
    by, key, desa = make.pd(), uuid7(), factories.wilayah()
    receipts = {actions.enter(by=by, id=key, desa=desa, **make.card()).resi for _ in range(5)}
    assert len(receipts) == Komitmen.objects.count() == 1
    assert Jejak.objects.filter(langkah="create", objek="inovasi.Komitmen").count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tahun_anggaran": 2017}, r"Tahun APBDes \(2017\) lebih awal daripada tahun kartu"),
        ({"tahun_anggaran": 2031}, "paling jauh 2023"),
        ({"perkiraan_biaya": 0}, "harus lebih dari Rp0"),
        ({"perkiraan_biaya": 10**15}, "melebihi Rp1 triliun. Periksa jumlah nolnya"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(fields, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        enter(**fields)
    assert not Komitmen.objects.exists()


def test_the_wrong_kecamatan_is_refused_with_a_sentence():
    elsewhere = factories.wilayah(factories.DESA_LAIN)
    with pytest.raises(NotAllowed, match="Anda tidak bertugas di Desa"):
        enter(desa=elsewhere)
    by = make.pd()
    factories.assign(by, Peran.PD, factories.KECAMATAN_LAIN)
    with pytest.raises(NotAllowed, match="tidak diundang ke Bursa"):
        enter(by=by, desa=elsewhere, bursa=make.bursa())


def test_the_apbdes_year_cannot_precede_the_bursa():
    with pytest.raises(NotAllowed, match="lebih awal"):
        enter(bursa=make.bursa(), tahun_anggaran=2017)


def test_a_closed_bursa_takes_no_more_cards():
    with pytest.raises(NotAllowed, match="sudah ditutup"):
        enter(bursa=make.bursa("selesai"))


def test_two_active_promises_for_one_menu_and_year_are_refused():
    menu = make.menu()
    first = enter(menu=menu)
    with pytest.raises(NotAllowed, match=f"sudah punya komitmen aktif .*resi {first.resi}"):
        enter(menu=menu)
    enter(menu=menu, tahun_anggaran=2020)
    enter(menu=make.menu())
    actions.cancel(first, by=make.pd(), alasan=AlasanBerhenti.DANA, catatan="Ganti kegiatan.")
    assert enter(menu=menu).status == "ditandatangani"


def test_interest_becomes_a_promise_that_names_it():
    by, menu = make.pd(), make.menu(bidang=Bidang.SDM)
    isi = {"desa": factories.wilayah(), "menu": menu, "tahun": 2018, "adaptasi": "Pakai bambu."}
    minat = actions.take_interest(by=by, **isi)
    assert actions.take_interest(by=by, **isi) == minat
    fields = make.card()
    for name in ("tahun", "bidang"):
        del fields[name]
    made = actions.promise(minat, by=by, id=uuid7(), **fields)
    assert (made.minat, made.menu, made.bidang, made.adaptasi) == (
        minat, menu, Bidang.SDM, "Pakai bambu.",
    )  # fmt: skip


def test_a_village_may_refuse_and_take_it_back():
    by, desa = make.pd(), factories.wilayah()
    isi = {
        "desa": desa, "tahun": 2018, "tanggal": make.HARI, "disampaikan_oleh": "Sutrisno",
        "alasan": AlasanBerhenti.DANA, "catatan": "Dana habis untuk jalan.",
    }  # fmt: skip
    refused = actions.refuse(by=by, **isi)
    with pytest.raises(NotAllowed, match="sudah dicatat"):
        actions.refuse(by=by, **isi)
    actions.withdraw_refusal(refused, by=by, catatan="Berubah pikiran.")
    enter(by=by)
    with pytest.raises(NotAllowed, match="sudah punya komitmen"):
        actions.refuse(by=by, **isi)


def test_nothing_fits_from_another_village_or_an_earlier_year():
    komitmen = make.komitmen()
    other = make.line(kode="33.05.12.2002")
    with pytest.raises(NotAllowed, match="bukan dari desa yang sama"):
        perencanaan.match(other, komitmen, by=make.pd())
    early = make.line(tahun=2017)
    with pytest.raises(NotAllowed, match="lebih awal daripada kartu"):
        perencanaan.match(early, komitmen, by=make.pd())


# Sidoarjo, BID 2018: 322 villages, 148 commitments, Rp 13.5 billion in APBDes 2019 [S63]

SIDOARJO = {Bidang.INFRASTRUKTUR: 58, Bidang.PEL: 51, Bidang.SDM: 39}
RUPIAH = 13_500_000_000


@pytest.mark.slow
def test_a_bursa_like_that_of_sidoarjo_shows_its_figures(login):
    kodes = [f"35.15.{k:02}.2{n:03}" for k in range(1, 19) for n in range(1, 19)][:322]
    for kode in kodes:
        factories.wilayah(kode)
    tik = factories.user(Peran.TIK, "35.15", jabatan="pokja_ppid")
    bid = make.bursa(kode="35.15", by=tik, tingkat="kabupaten")
    cards = [b for b, n in SIDOARJO.items() for _ in range(n)]
    amounts = [91_000_000] * 147 + [RUPIAH - 147 * 91_000_000]
    menus = {b: make.menu(bidang=b) for b in Bidang}

    for n, (bidang, amount) in enumerate(zip(cards, amounts, strict=True)):
        desa = factories.wilayah(kodes[n])
        made = enter(
            tik, desa, bursa=bid, menu=menus[bidang], bidang=bidang, perkiraan_biaya=amount
        )
        field = _field_of(desa.pk[:8])
        line = make.line(made, by=field["pd"], anggaran=amount)
        perencanaan.verify(line, by=field["verifikator"])

    place = factories.wilayah("35.15")
    assert bid.undangan.count() == 322
    assert {a.bidang: a.kartu for a in funnel(place, 2018)} == {
        "": 148, "infrastruktur": 58, "pel": 51, "sdm": 39,
    }  # fmt: skip
    for kode in ("00", "35", "35.15"):
        assert [a.kartu for a in funnel(factories.wilayah(kode), 2018)] == [148, 51, 39, 58]
    semua = funnel(place, 2018)[0]
    assert (semua.apbdes, semua.dianggarkan, semua.desa_apbdes) == (148, RUPIAH, 148)
    assert semua.desa_persen(322) == 46.0
    assert rebuild() == 0
    client = login(factories.user(Peran.PEMANTAU, "35.15"))
    page = client.get(reverse("inovasi:funnel", args=["35.15"]), {"tahun": 2018})
    assert page.context["persen_desa"] == 46.0
    for url, n in links(page.text):
        assert client.get(url).context["jumlah"] == n, url


FIELDS = {}


def _field_of(kecamatan):
    """Its PD and its verifier, appointed once in this test."""
    found = FIELDS.get(kecamatan)
    if not found or not type(found["pd"]).objects.filter(pk=found["pd"].pk).exists():
        found = {"pd": make.pd(kecamatan), "verifikator": make.verifikator(kecamatan)}
        FIELDS[kecamatan] = found
    return found


# Any history

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["enter", "draft", "sign", "rkpdes", "apbdes", "verify", "perubahan", "report", "done",
             "cancel", "divert", "explain", "reopen", "unmatch", "refuse_line"]
        ),
        st.integers(0, 5),
        st.integers(1, 9),
    ),
    max_size=14,
)  # fmt: skip


class History:
    """Takes whatever step comes, if it can be taken; what is refused leaves nothing behind."""

    def __init__(self):
        self.pd, self.verifikator = make.pd(), make.verifikator()
        self.villages = [factories.wilayah(f"33.05.12.200{n}") for n in (1, 2, 3)]
        self.menus = [make.menu(bidang=b) for b in Bidang]

    def one(self, n):
        rows = list(Komitmen.objects.order_by("created_at", "pk"))
        return rows[n % len(rows)] if rows else None

    def take(self, step, n, amount):
        if step in {"enter", "draft"}:
            menu = self.menus[amount % 3]
            unsigned = make.UNSIGNED if step == "draft" else {}
            isi = {"menu": menu, "bidang": menu.bidang, "perkiraan_biaya": amount * 1_000_000}
            return enter(self.pd, self.villages[n % 3], **(isi | unsigned))
        if komitmen := self.one(n):
            return getattr(self, step)(komitmen, amount * 1_000_000)
        return None

    def sign(self, k, amount):
        tanda = {name: make.card()[name] for name in actions.SIGNATURES}
        actions.sign(k, by=self.pd, **tanda)

    def rkpdes(self, k, amount):
        make.line(k, DokumenDesa.RKPDES, by=self.pd, anggaran=amount)

    def apbdes(self, k, amount):
        make.line(k, by=self.pd, anggaran=amount)

    def perubahan(self, k, amount):
        line = make.line(k, DokumenDesa.PERUBAHAN, by=self.pd, anggaran=amount)
        perencanaan.verify(line, by=self.verifikator)

    def verify(self, k, amount):
        if line := k.butir.filter(status="dicatat").first():
            perencanaan.verify(line, by=self.verifikator)

    def reopen(self, k, amount):
        if line := k.butir.exclude(status="dicatat").first():
            perencanaan.reopen(line, by=self.verifikator, catatan="Keliru.")

    def refuse_line(self, k, amount):
        if line := k.butir.filter(status="dicatat").first():
            perencanaan.refuse(line, by=self.verifikator, catatan="Tidak ada.")

    def unmatch(self, k, amount):
        if line := k.butir.filter(status="dicatat").first():
            perencanaan.unmatch(line, by=self.pd, catatan="Keliru.")

    def report(self, k, amount):
        make.report(k, by=self.pd, realisasi=amount, catatan="Mendahului.")

    def done(self, k, amount):
        make.report(k, by=self.pd, persen=100, realisasi=amount)

    def cancel(self, k, amount):
        actions.cancel(k, by=self.pd, alasan=AlasanBerhenti.PRIORITAS, catatan="Kalah.")

    def divert(self, k, amount):
        actions.divert(k, by=self.pd, alasan=AlasanBerhenti.DANA, catatan="Tahun depan.")

    def explain(self, k, amount):
        actions.explain(k, by=self.pd, alasan=AlasanBerhenti.PRIORITAS, catatan="Kata Kades.")


def true_of(k):
    """What must hold of a card after whatever happened to it."""
    if k.status not in {S.DRAF, S.BATAL}:
        assert all([k.kades_nama, k.bpd_nama, k.ditandatangani_at, k.perkiraan_biaya])
    assert k.dianggarkan == (k.butir.budgeted() if k.apbdes_at else 0)
    assert k.direalisasi == max((r.realisasi for r in k.realisasi.all()), default=0)
    assert bool(k.alasan) == (k.status in {S.BATAL, S.DIALIHKAN})
    if k.status == S.DIALIHKAN:
        new = k.lanjutan
        assert new.perkiraan_biaya == k.perkiraan_biaya
        assert (new.kades_nama, new.bpd_ttd) == (k.kades_nama, k.bpd_ttd)
    entered = Jejak.objects.filter(objek_id=str(k.pk)).order_by("pk").first()
    assert entered.langkah in {"create", "carry"}


@given(STEPS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_history_loses_money_or_a_signature_and_counts_add_up(steps):
    with transaction.atomic():
        history = History()
        for step in steps:
            with suppress(NotAllowed):
                history.take(*step)
        for komitmen in Komitmen.objects.all():
            true_of(komitmen)
        _adds_up()
        transaction.set_rollback(True)  # the next history begins in an empty house


def _adds_up():
    """Incremental equals counted anew, and every level is the sum of the one below."""
    assert rebuild() == 0
    for tahun in (2018, 2019, 2020):
        kecamatan = factories.wilayah(factories.KECAMATAN)
        true = counted(kecamatan.pk, tahun)
        for angka in funnel(kecamatan, tahun):
            assert {name: getattr(angka, name) for name in true[angka.bidang]} == true[angka.bidang]
        rows = Komitmen.objects.filter(tahun=tahun)
        for kode in ("00", "33", "33.05", "33.05.12"):
            place = factories.wilayah(kode)
            semua = funnel(place, tahun)[0]
            below = [a for _, a in funnel_below(place, tahun)]
            for name in (*map(str, Tahap), "dianggarkan", "direalisasi", "dijanjikan", "berhenti"):
                assert getattr(semua, name) == sum(getattr(a, name) for a in below)
            for tahap in Tahap:
                assert getattr(semua, tahap) == rows.inside(place).reached(tahap).count()
            money = rows.inside(place).aggregate(n=Sum("dianggarkan", default=0))["n"]
            assert semua.dianggarkan == money


@pytest.mark.parametrize("nomor", ["-147686515671521438145", "9" * 30, "0", "nol"])
def test_a_number_that_no_bursa_has_does_not_break_the_list(login, nomor):
    make.komitmen()
    page = login(factories.user("admin")).get(reverse("inovasi:commitments"), {"bursa": nomor})
    assert page.status_code == 200
