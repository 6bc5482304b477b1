"""Payments: each condition named, paid once, nothing out before the Musdes."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid6 import uuid7

from p2ktd.actions import kas, laporan, pekerjaan
from p2ktd.choices import JenisKas, Putusan, StatusDana, StatusPekerjaan, SumberBiaya
from p2ktd.models import BarisKas, Pekerjaan, Pembayaran
from p2ktd.models.pekerjaan import BOLEH_DIBAYAR
from ppid.lib.workflow import NotAllowed
from tests.factories import dana as make_dana
from tests.factories import pekerjaan as make
from tests.serentak import together

P, D = StatusPekerjaan, StatusDana


def paid_work():
    made = make.work(
        P.DIPERTANGGUNGJAWABKAN, termin=[("Termin 1", 3_000_000), ("Termin 2", 2_000_000)]
    )
    make.fund(D.BERJALAN)
    return made, make.bendahara()


def taxed(file, by):
    for termin in file.termin.all():
        kas.set_tax(file, termin.pk, by=by, ppn=0, pph=60_000)
    return list(file.termin.all())


def test_each_missing_condition_is_named():
    file = make.work(P.DISERAHTERIMAKAN)
    make.account(file, Putusan.DENGAN_CATATAN, "- Perbaiki buku kas.\n- Serahkan modul.")
    file.refresh_from_db()
    with pytest.raises(NotAllowed) as refusal:
        make.payment(file, file.termin.get())
    assert str(refusal.value) == (
        "Catatan Musdes “Perbaiki buku kas.” belum ditutup. "
        "Catatan Musdes “Serahkan modul.” belum ditutup. "
        "Pajak Termin 1 belum diisi; tulis 0 bila tidak kena pajak."
    )


@pytest.mark.parametrize("sumber", SumberBiaya.values)
def test_no_payment_carries_a_day_that_has_not_come(sumber):
    file, b = make.work(P.DIPERTANGGUNGJAWABKAN, sumber=sumber), make.bendahara()
    make.fund(D.BERJALAN)
    (termin,) = taxed(file, b)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(NotAllowed, match="belum tiba"):
        make.payment(file, termin, by=b, tanggal=tomorrow)
    assert not Pembayaran.objects.exists()
    assert make.payment(file, termin, by=b).bruto == termin.jumlah


@pytest.mark.parametrize("status", [s for s in P.values if s != P.DIPERTANGGUNGJAWABKAN])
def test_nothing_is_paid_in_any_other_status(status):
    file = make.work(P(status))
    before = Pembayaran.objects.count()
    for termin in file.termin.all() or []:
        with pytest.raises(NotAllowed):
            make.payment(file, termin)
    assert Pembayaran.objects.count() == before


@pytest.mark.parametrize("status", [s for s in P.values if s not in BOLEH_DIBAYAR])
def test_the_database_itself_refuses_money_before_the_musdes(status):
    file = make.work(P(status))
    with pytest.raises(IntegrityError), transaction.atomic():
        Pekerjaan.objects.filter(pk=file.pk).update(dibayar=1)


def test_payment_receipt_and_book_are_written_together():
    file, b = paid_work()
    one, two = taxed(file, b)
    made = make.payment(file, one, by=b)
    lines = [(r.jenis, r.debit, r.kredit) for r in BarisKas.objects.order_by("urut")[1:]]
    assert lines == [("penyedia", 0, 3_000_000), ("pungut_pajak", 60_000, 0)]
    assert (made.bersih, file.termin.first().pembayaran) == (2_940_000, made)
    file.refresh_from_db()
    assert (file.status, file.dibayar) == (P.DIPERTANGGUNGJAWABKAN, 3_000_000)
    make.payment(file, two, by=b)
    file.refresh_from_db()
    assert (file.status, file.dibayar) == (P.DIBAYAR, 5_000_000)


def test_a_double_click_pays_once_and_another_tab_is_told():
    file, b = paid_work()
    termin, key = taxed(file, b)[0], uuid7()
    first = make.payment(file, termin, by=b, id=key)
    assert make.payment(file, termin, by=b, id=key) == first
    with pytest.raises(NotAllowed, match="Termin 1 sudah dibayar 26 Oktober 2018 dengan kwitansi"):
        make.payment(file, termin, by=b)
    assert Pembayaran.objects.count() == BarisKas.objects.filter(jenis="penyedia").count() == 1


def test_without_cash_nothing_of_the_payment_remains():
    file = make.work(P.DIPERTANGGUNGJAWABKAN)
    dana, b = make.fund(D.BERJALAN), make.bendahara()
    make_dana.spend(dana, dana.pagu - 1_000, by=b, berkas="kas/x.pdf")
    termin = taxed(file, b)[0]
    with pytest.raises(NotAllowed, match=r"Saldo kas TPID Rp1\.000, kurang dari Rp5\.000\.000"):
        make.payment(file, termin, by=b)
    assert not Pembayaran.objects.exists()


def test_a_payment_does_not_precede_its_musdes():
    file, b = paid_work()
    termin = taxed(file, b)[0]
    with pytest.raises(NotAllowed, match="mendahului Musdes"):
        make.payment(file, termin, by=b, tanggal=make.HARI)


def test_a_verdict_stands_once_money_has_left():
    file, b = paid_work()
    make.payment(file, taxed(file, b)[0], by=b)
    with pytest.raises(NotAllowed, match=r"Sudah dibayar Rp3\.000\.000"):
        laporan.withdraw_account(file, by=make.admin(), catatan="Keliru.")


WALK = st.lists(
    st.tuples(
        st.sampled_from(
            ["start", "deliver", "hand_over", "accept", "noted", "refuse", "withdraw", "note",
             "tax", "pay", "dispute", "resolve", "send_back", "rate", "close"]
        ),
        st.integers(0, 3),
    ),
    min_size=4,
    max_size=22,
)  # fmt: skip


class Walk:
    """Presses whatever comes; what is refused leaves nothing behind."""

    def __init__(self):
        self.k, self.b, self.v, self.a = (
            make.ketua(),
            make.bendahara(),
            make_dana.verifikator(),
            make.admin(),
        )
        termin = [("Termin 1", 3_000_000), ("Termin 2", 2_000_000)]
        self.pk = make.work(P.KONTRAK, termin=termin).pk
        self.dana = make.fund(D.BERJALAN)

    def take(self, name, n):
        f = Pekerjaan.objects.get(pk=self.pk)
        people = {"ketua": self.k}
        steps = {
            "start": lambda: pekerjaan.start(f, by=self.k),
            "deliver": lambda: make._delivered(f, people),
            "hand_over": lambda: make._handed(f, people),
            "accept": lambda: make.account(f, by=self.a),
            "noted": lambda: make.account(f, Putusan.DENGAN_CATATAN, "Perbaiki.", by=self.a),
            "refuse": lambda: make.account(f, Putusan.DITOLAK, "Belum.", by=self.a),
            "withdraw": lambda: laporan.withdraw_account(f, by=self.a, catatan="Dibuka."),
            "note": lambda: self.note(f),
            "tax": lambda: taxed(f, self.b),
            "pay": lambda: make.payment(f, f.termin.all()[n % 2], by=self.b),
            "dispute": lambda: pekerjaan.dispute(f, by=self.k, catatan="Beda."),
            "resolve": lambda: pekerjaan.resolve(f, by=self.k, catatan="Damai."),
            "send_back": lambda: pekerjaan.send_back(f, by=self.v, catatan="Kurang."),
            "rate": lambda: make.rate(f, self.k),
            "close": lambda: pekerjaan.close(f, by=self.k),
        }
        steps[name]()

    def note(self, f):
        for row in f.open_notes():
            laporan.close_note(f, row.pk, by=self.v, tindakan="Sudah.")


@given(WALK)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_in_no_history_does_money_leave_before_the_musdes(steps):
    with transaction.atomic():
        walk = Walk()
        for step in [("start", 0), ("deliver", 0), ("hand_over", 0), *steps]:
            with suppress(NotAllowed), transaction.atomic():
                walk.take(*step)
            f = Pekerjaan.objects.get(pk=walk.pk)
            paid = sum(p.bruto for p in Pembayaran.objects.all())
            book = BarisKas.objects.filter(jenis=JenisKas.PENYEDIA)
            assert f.dibayar == paid == sum(r.kredit for r in book)
            if paid:
                assert f.status in BOLEH_DIBAYAR
                assert f.musdes_nomor
                assert f.handed_over().exists()
                assert not f.open_notes().exists()
        transaction.set_rollback(True)


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_pay_once():
    file = make.work(P.DIPERTANGGUNGJAWABKAN)
    make.fund(D.BERJALAN)
    b = make.bendahara()
    termin = taxed(file, b)[0]
    key = uuid7()
    refusals = together(
        *(lambda k=k: make.payment(file, termin, by=b, id=k) for k in (key, key, uuid7(), uuid7()))
    )
    assert Pembayaran.objects.count() == 1
    assert BarisKas.objects.filter(jenis="penyedia").count() == 1
    assert len(refusals) >= 2
    assert make.HARI + timedelta(days=25) == Pembayaran.objects.get().tanggal
