"""The fund of a TPID and its cash book, which always adds up."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid6 import uuid7

from p2ktd import kas_tetap
from p2ktd.actions import dok, kas
from p2ktd.choices import StatusDana, StatusPekerjaan
from p2ktd.models import BarisKas, Dana, Pembayaran, PosDok
from ppid.lib.workflow import NotAllowed
from tests.factories import dana as make_dana
from tests.factories import pekerjaan as make
from tests.serentak import together

P, D = StatusPekerjaan, StatusDana


def test_the_rka_must_equal_the_pagu():
    dana, k = make.fund(), make.ketua()
    make_dana.planned(dana, k)
    row = dana.rka.get()
    dok.change_row(dana, row.pk, by=k, harga_satuan=dana.pagu - 1)
    with pytest.raises(NotAllowed, match=r"Jumlah RKA Rp56\.997\.999 harus sama dengan pagu"):
        dok.settle_rka(dana, by=k)


def test_the_posts_of_2018_are_data():
    dana = make.fund(pagu=100_000_000)
    due = {pos.kode: due for pos, due, _, _ in dok.shares(dana)}
    top = ("bursa", "pengetahuan", "operasional", "p2ktd")
    assert [due[k] for k in top] == [10_000_000, 50_000_000, 15_000_000, 25_000_000]
    assert dana.pagu_p2ktd == 25_000_000
    assert due["dokumentasi"] + due["pelatihan"] + due["replikasi"] == due["pengetahuan"]


def test_a_stage_arrives_once():
    dana, b = make.fund(D.BERJALAN), make.bendahara()
    stage = dana.pencairan.get()
    with pytest.raises(NotAllowed, match="sudah diterima 1 Oktober 2018"):
        dok.receive(dana, stage.pk, by=b, tanggal=make.HARI, bukti_nomor="SP2D-2")
    assert dana.kas.balance() == dana.pagu


def test_stages_make_up_the_pagu():
    dana = make.fund(pagu=1_000_001)
    dok.set_stages(dana, by=make.ketua(), persen=[33, 33, 34])
    assert sum(p.jumlah for p in dana.pencairan.all()) == 1_000_001
    with pytest.raises(NotAllowed, match="berjumlah 100%"):
        dok.set_stages(dana, by=make.ketua(), persen=[70, 20])


def test_cash_that_is_not_there_cannot_go_out():
    dana = make.fund(D.BERJALAN)
    with pytest.raises(NotAllowed, match=r"Saldo kas Rp56\.998\.000, kurang dari"):
        make_dana.spend(dana, dana.pagu + 1)


def test_the_money_for_providers_leaves_through_their_works_alone(login):
    dana, b = make.fund(D.BERJALAN), make.bendahara()
    pos = PosDok.objects.get(tahun=dana.tahun, kode="p2ktd")
    with pytest.raises(NotAllowed, match="sesudah Musdes menerima"):
        make_dana.spend(dana, by=b, pos=pos)
    page = login(b).get(reverse("p2ktd:fund_book", args=[dana.pk]))
    assert pos not in page.context["form"].fields["pos"].queryset
    assert dana.kas.count() == 1


def test_a_mistake_is_balanced_and_never_erased():
    dana, b = make.fund(D.BERJALAN), make.bendahara()
    line = make_dana.spend(dana, 700_000, by=b)
    kas.reverse(line, by=b, catatan="Salah catat.")
    assert dana.kas.balance() == dana.pagu
    assert [r.saldo - dana.pagu for r in dana.kas.with_balance()] == [0, -700_000, 0]
    with pytest.raises(NotAllowed, match="sudah dikoreksi"):
        kas.reverse(line, by=b, catatan="Lagi.")


def test_the_same_line_sent_twice_is_one_line():
    dana, b, key = make.fund(D.BERJALAN), make.bendahara(), uuid7()
    one = make_dana.spend(dana, by=b, id=key)
    assert make_dana.spend(dana, by=b, id=key) == one
    assert dana.kas.count() == 2


def test_an_lpj_waits_for_evidence_and_an_empty_cash_box():
    dana, b = make.fund(D.BERJALAN), make.bendahara()
    make_dana.spend(dana, 1_000_000, by=b, bukti_nomor="B-9")
    with pytest.raises(NotAllowed, match=r"bersaldo Rp55\.998\.000.*Bukti B-9 belum diunggah"):
        dok.file(dana, by=make.ketua())


def test_a_returned_lpj_comes_back_as_its_next_version():
    dana = make.fund(D.DIKEMBALIKAN)
    dok.file(dana, by=make.ketua())
    dok.approve(dana, by=make.admin(), mad_nomor="002/BA/MAD-II")
    assert sorted(d.versi for d in dana.dokumen) == [1, 2, 3]  # the last names the MAD II
    assert Dana.objects.get().mad_nomor == "002/BA/MAD-II"


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["belanja", "bunga", "setor_pajak", "balik", "kirim_ulang"]),
        st.integers(1, 40_000_000),
        st.integers(0, 9),
    ),
    max_size=14,
)


@given(MOVES)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_after_any_history_the_balance_is_the_sum_of_the_movements(moves):
    with transaction.atomic():
        dana, b, keys = make.fund(D.BERJALAN), make.bendahara(), [uuid7()]
        for jenis, jumlah, n in moves:
            with suppress(NotAllowed):
                if jenis == "balik":
                    rows = list(dana.kas.all())
                    kas.reverse(rows[n % len(rows)], by=b, catatan="Keliru.")
                elif jenis == "kirim_ulang":
                    make_dana.spend(dana, jumlah, by=b, id=keys[n % len(keys)])
                else:
                    keys.append(uuid7())
                    make_dana.spend(dana, jumlah, by=b, jenis=jenis, id=keys[-1])
        rows = list(dana.kas.with_balance())
        assert [r.urut for r in rows] == list(range(1, len(rows) + 1))
        running = 0
        for row in rows:
            running += row.debit - row.kredit
            assert row.saldo == running >= 0
        assert dana.kas.balance() == running
        transaction.set_rollback(True)


# In the database itself


@pytest.fixture
def locked():
    """As the migrations leave it; the end of the test undoes it with everything else."""
    kas_tetap.lock(connection)


@pytest.mark.parametrize(
    "change", [{"kredit": 5}, {"uraian": "Lain"}, {"tanggal": make.HARI}, {"berkas": "lain.pdf"}]
)
def test_the_database_refuses_to_change_a_line(locked, change):
    dana = make.fund(D.BERJALAN)
    line = make_dana.spend(dana, tanggal=make.HARI + timedelta(days=1), berkas="kas/bukti.pdf")
    with pytest.raises(DatabaseError, match="hanya bertambah"), transaction.atomic():
        BarisKas.objects.filter(pk=line.pk).update(**change)
    with pytest.raises(DatabaseError, match="hanya bertambah"), transaction.atomic():
        BarisKas.objects.filter(pk=line.pk).delete()
    assert dana.kas.balance() == dana.pagu - 1_000_000


def test_a_line_gets_its_evidence_once_under_the_lock(locked):
    dana, b = make.fund(D.BERJALAN), make.bendahara()
    line = make_dana.spend(dana, by=b)
    assert kas.attach(line, by=b, berkas="kas/bukti.pdf").berkas.name == "kas/bukti.pdf"
    with pytest.raises(NotAllowed, match="sudah diunggah"):
        kas.attach(line, by=b, berkas="kas/lain.pdf")


def test_the_database_refuses_to_change_a_payment(locked):
    made = make.payment(*_due())
    with pytest.raises(DatabaseError, match="hanya bertambah"), transaction.atomic():
        Pembayaran.objects.filter(pk=made.pk).update(bruto=1)
    with pytest.raises(DatabaseError, match="hanya bertambah"), transaction.atomic():
        Pembayaran.objects.filter(pk=made.pk).delete()


def _due():
    file = make.work(P.DIPERTANGGUNGJAWABKAN)
    make.fund(D.BERJALAN)
    termin = file.termin.get()
    kas.set_tax(file, termin.pk, by=make.bendahara(), ppn=0, pph=100_000)
    return file, termin


# At the same moment


WRITERS = 20
RUSH = st.lists(
    st.tuples(
        st.sampled_from(["belanja", "belanja", "bunga", "setor_pajak", "balik", "kirim_ulang"]),
        st.integers(1, 6_000_000),
        st.integers(0, 9),
    ),
    min_size=WRITERS,
    max_size=WRITERS,
)


@pytest.mark.django_db(transaction=True)
@given(RUSH)
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_twenty_writers_keep_the_balance_whatever_each_of_them_writes(moves):
    """Spending, interest, tax, corrections of one and the same line, one line sent by several at
    once: each line has its number once, the balance is never below nought and is their sum."""
    dana, b, key = make.fund(D.BERJALAN), make.bendahara(), uuid7()
    before = dana.kas.count()
    first = make_dana.spend(dana, 1_000, by=b)

    def write(jenis, jumlah):
        if jenis == "balik":
            return lambda: kas.reverse(first, by=b, catatan="Keliru.")
        if jenis == "kirim_ulang":
            return lambda: make_dana.spend(dana, 2_000, by=b, id=key)
        return lambda: make_dana.spend(dana, jumlah, by=b, jenis=jenis)

    refusals = together(*(write(jenis, jumlah) for jenis, jumlah, _ in moves))

    kinds = [jenis for jenis, *_ in moves]
    again = max(kinds.count("balik") - 1, 0)
    once_less = max(kinds.count("kirim_ulang") - 1, 0)
    assert sum("sudah dikoreksi" in r for r in refusals) == again
    short = [r for r in refusals if "Saldo kas" in r]
    assert len(refusals) == again + len(short)
    rows = list(dana.kas.with_balance())
    assert len(rows) == before + 1 + WRITERS - len(refusals) - once_less
    assert [r.urut for r in rows] == list(range(1, len(rows) + 1))
    assert min(r.saldo for r in rows) >= 0
    assert rows[-1].saldo == dana.kas.balance() == sum(r.debit - r.kredit for r in rows)
