"""The specification of the three workflows of a promise, cell by cell."""

import pytest
from uuid6 import uuid7

from desa.choices import Jabatan, Peran
from desa.models import Jejak
from inovasi.actions import bursa, perencanaan, realisasi
from inovasi.actions import komitmen as actions
from inovasi.choices import AlasanBerhenti, DokumenDesa, StatusBursa, StatusButir, StatusKomitmen
from inovasi.models import Komitmen
from inovasi.workflow import WORKFLOW_BURSA, WORKFLOW_BUTIR, WORKFLOW_KOMITMEN
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import komitmen as make

# Who may take which step from which status: w a card's writers (PLD, PD, TPID, TIK), f the field
# (PLD, PD, TPID), t the TPID, v its verifier. A dot is nobody.
GRID = """
                edit sign correct photograph plan budget budget_at_once rebudget unplan unbudget execute execute_at_once report finish cancel divert explain
draf            w    w    .       w          .    .      .              .        .      .        .       .               .      .      f      .      .
ditandatangani  .    .    t       w          f    .      v              .        .      .        .       f               .      .      f      f      .
masuk_rkpdes    .    .    t       w          .    v      .              .        f      .        .       f               .      .      f      f      .
masuk_apbdes    .    .    .       w          .    .      .              v        .      v        f       .               .      .      f      .      .
dilaksanakan    .    .    .       w          .    .      .              v        .      .        .       .               f      f      f      .      .
selesai         .    .    .       .          .    .      .              v        .      .        .       .               .      .      .      .      .
batal           .    .    .       .          .    .      .              .        .      .        .       .               .      .      .      .      f
dialihkan       .    .    .       .          .    .      .              .        .      .        .       .               .      .      .      .      f
"""  # noqa: E501
LETTERS = {
    "w": {"pld", "pd", "tpid", "tik"},
    "f": {"pld", "pd", "tpid"},
    "t": {"tpid"},
    "v": {"tpid:verifikator"},
    ".": set(),
}
JABATAN = {
    Peran.TPID: [Jabatan.KETUA, Jabatan.BENDAHARA, Jabatan.VERIFIKATOR],
    Peran.TIK: [Jabatan.POKJA_PPID],
}
HOLDERS = [(str(p), "") for p in Peran] + [(str(p), str(j)) for p in JABATAN for j in JABATAN[p]]


def tokens(peran, jabatan):
    return frozenset({peran} | ({f"{peran}:{jabatan}"} if jabatan else set()))


def cells():
    header, *lines = [line.split() for line in GRID.strip().splitlines()]
    for status, *letters in lines:
        for step, letter in zip(header, letters, strict=True):
            yield status, step, LETTERS[letter]


@pytest.mark.parametrize(("status", "step", "allowed"), list(cells()))
def test_grid(status, step, allowed):
    """Whoever holds what, the table answers as the grid says."""
    row, table = Komitmen(status=status), WORKFLOW_KOMITMEN.steps[step]
    for peran, jabatan in HOLDERS:
        held = tokens(peran, jabatan)
        may = row.status in table.sources and not table.refusal(row, held, own=False)
        assert may == bool(allowed & held), (peran, jabatan)


def test_grid_leaves_nothing_out():
    assert {status for status, *_ in cells()} == set(StatusKomitmen.values)
    assert {step for _, step, _ in cells()} == set(WORKFLOW_KOMITMEN.steps)


BUTTONS = {
    "edit": lambda k, by: actions.edit(k, by=by, lokasi="Dusun Krajan"),
    "sign": lambda k, by: actions.sign(
        k, by=by, kades_nama="A", kades_ttd=make.HARI, bpd_nama="B", bpd_ttd=make.HARI
    ),
    "correct": lambda k, by: actions.correct(k, by=by, catatan="Salah tulis.", volume="2 unit"),
    "photograph": lambda k, by: actions.photograph(k, by=by, foto=make.foto()),
    "cancel": lambda k, by: actions.cancel(k, by=by, alasan=AlasanBerhenti.DANA, catatan="Habis."),
    "divert": lambda k, by: actions.divert(k, by=by, alasan=AlasanBerhenti.DANA, catatan="Nanti."),
    "explain": lambda k, by: actions.explain(
        k, by=by, alasan=AlasanBerhenti.PRIORITAS, catatan="Kata Kades."
    ),
}
ENDS_AT = {"sign": "ditandatangani", "cancel": "batal", "divert": "dialihkan"}


@pytest.mark.parametrize(
    ("status", "step", "allowed"), [cell for cell in cells() if cell[1] in BUTTONS]
)
@pytest.mark.parametrize("peran", Peran.values)
def test_step_through_its_action(status, step, allowed, peran):
    komitmen = make.komitmen(status)
    lines = Jejak.objects.filter(objek_id=str(komitmen.pk)).count()
    by = factories.user(peran)
    if peran in allowed:
        BUTTONS[step](komitmen, by)
    else:
        with pytest.raises(NotAllowed):
            BUTTONS[step](komitmen, by)

    komitmen.refresh_from_db()
    assert komitmen.status == (ENDS_AT.get(step, status) if peran in allowed else status)
    if peran not in allowed:
        assert Jejak.objects.filter(objek_id=str(komitmen.pk)).count() == lines


def test_a_role_next_door_does_not_count():
    neighbour = make.pd(factories.KECAMATAN_LAIN)
    with pytest.raises(NotAllowed, match="wilayah"):
        BUTTONS["cancel"](make.komitmen(), neighbour)
    with pytest.raises(NotAllowed, match="tidak bertugas di Desa"):
        actions.enter(by=neighbour, id=uuid7(), desa=factories.wilayah(), **make.card())


# Lines of plans


@pytest.mark.parametrize(("peran", "jabatan"), HOLDERS)
def test_only_the_verifier_of_the_kecamatan_verifies(peran, jabatan):
    line = make.line()
    by = factories.user(Peran(peran), jabatan=jabatan)
    if jabatan == Jabatan.VERIFIKATOR:
        perencanaan.verify(line, by=by)
    else:
        with pytest.raises(NotAllowed, match="tidak berwenang"):
            perencanaan.verify(line, by=by)
    line.refresh_from_db()
    assert (line.status == StatusButir.TERVERIFIKASI) == (jabatan == Jabatan.VERIFIKATOR)


def test_nobody_verifies_the_line_that_they_wrote():
    by = make.verifikator()
    with pytest.raises(NotAllowed, match="pekerjaan Anda sendiri"):
        perencanaan.verify(make.line(by=by), by=by)


def test_every_step_of_a_line_is_taken_somewhere():
    assert set(WORKFLOW_BUTIR.steps) == {"edit", "match", "unmatch", "verify", "refuse", "reopen"}


# The way of the money


def test_a_rkpdes_line_moves_the_promise_at_once():
    komitmen = make.komitmen(StatusKomitmen.MASUK_RKPDES)
    assert (komitmen.status, komitmen.rkpdes_at) == ("masuk_rkpdes", komitmen.butir.get().tanggal)


def test_an_apbdes_line_moves_it_when_verified_and_not_before():
    komitmen = make.komitmen()
    line = make.line(komitmen)
    komitmen.refresh_from_db()
    assert (komitmen.status, komitmen.dianggarkan) == ("ditandatangani", 0)

    perencanaan.verify(line, by=make.verifikator())

    komitmen.refresh_from_db()
    assert (komitmen.status, komitmen.dianggarkan) == ("masuk_apbdes", 35_000_000)
    skipped = Jejak.objects.get(objek_id=str(komitmen.pk), langkah="budget_at_once")
    assert skipped.catatan == "Langsung masuk APBDes tanpa baris RKPDes."


def test_an_apbdes_perubahan_replaces_the_amount():
    komitmen = make.komitmen(StatusKomitmen.MASUK_APBDES)
    changed = make.line(komitmen, DokumenDesa.PERUBAHAN, anggaran=50_000_000)
    perencanaan.verify(changed, by=make.verifikator())
    komitmen.refresh_from_db()
    assert (komitmen.status, komitmen.dianggarkan) == ("masuk_apbdes", 50_000_000)


def test_a_verification_taken_back_takes_the_promise_back():
    komitmen = make.komitmen(StatusKomitmen.MASUK_APBDES)
    line = komitmen.butir.get(dokumen=DokumenDesa.APBDES)
    perencanaan.reopen(line, by=make.verifikator(), catatan="Salah baris.")
    komitmen.refresh_from_db()
    assert (komitmen.status, komitmen.dianggarkan) == ("masuk_rkpdes", 0)
    assert komitmen.apbdes_at is None


def test_money_that_was_spent_holds_its_line():
    komitmen = make.komitmen(StatusKomitmen.DILAKSANAKAN)
    line = komitmen.butir.get(dokumen=DokumenDesa.APBDES)
    with pytest.raises(NotAllowed, match="sudah dilaksanakan"):
        perencanaan.reopen(line, by=make.verifikator(), catatan="Salah baris.")
    line.refresh_from_db()
    assert line.status == StatusButir.TERVERIFIKASI


def test_a_refused_rkpdes_line_takes_the_promise_back():
    komitmen = make.komitmen(StatusKomitmen.MASUK_RKPDES)
    perencanaan.refuse(komitmen.butir.get(), by=make.verifikator(), catatan="Tidak ada.")
    komitmen.refresh_from_db()
    assert (komitmen.status, komitmen.rkpdes_at) == ("ditandatangani", None)


def test_an_unmatched_line_lets_the_promise_go():
    komitmen = make.komitmen(StatusKomitmen.MASUK_RKPDES)
    perencanaan.unmatch(komitmen.butir.get(), by=make.pd(), catatan="Salah tautan.")
    komitmen.refresh_from_db()
    assert komitmen.status == "ditandatangani"


def test_execution_without_a_budget_needs_a_note():
    komitmen = make.komitmen()
    with pytest.raises(NotAllowed, match="Catatan wajib"):
        make.report(komitmen)
    make.report(komitmen, catatan="Swadaya warga, mendahului APBDes.")
    komitmen.refresh_from_db()
    assert (komitmen.status, komitmen.direalisasi, komitmen.apbdes_at) == (
        "dilaksanakan", 20_000_000, None,
    )  # fmt: skip


def test_a_full_report_with_its_result_ends_it():
    komitmen = make.komitmen(StatusKomitmen.SELESAI)
    assert (komitmen.status, komitmen.persen) == ("selesai", 100)
    assert komitmen.selesai_at == komitmen.realisasi.get().tanggal


@pytest.mark.parametrize(
    ("isi", "sentence"),
    [
        ({"persen": 0}, "Kemajuan tidak dapat turun dari 50%"),
        ({"realisasi": 1}, "Dana terpakai tidak dapat berkurang"),
        ({"persen": 100, "hasil": "", "realisasi": 20_000_000}, "Tulis hasilnya"),
    ],
)
def test_a_report_cannot_go_back_or_end_without_a_result(isi, sentence):
    komitmen = make.komitmen(StatusKomitmen.DILAKSANAKAN)
    with pytest.raises(NotAllowed, match=sentence):
        make.report(komitmen, **isi)
    assert komitmen.realisasi.count() == 1


def test_the_same_report_sent_again_is_one_report():
    komitmen, by, key = make.komitmen(StatusKomitmen.MASUK_APBDES), make.pd(), uuid7()
    isi = {"tanggal": make.HARI, "persen": 0, "realisasi": 0, "uraian": "Mulai."}
    for _ in range(3):
        realisasi.report(komitmen, by=by, id=key, **isi)
    assert komitmen.realisasi.count() == 1


def test_a_diverted_promise_keeps_money_and_signatures_and_names_its_origin():
    old = make.komitmen(StatusKomitmen.DIALIHKAN)
    new = old.lanjutan
    assert (new.status, new.tahun, new.tahun_anggaran) == ("ditandatangani", 2019, 2020)
    for name in ("perkiraan_biaya", "kades_nama", "bpd_nama", "ditandatangani_at", "menu_id"):
        assert getattr(new, name) == getattr(old, name)
    carried = Jejak.objects.get(objek_id=str(new.pk))
    assert carried.catatan == "Lanjutan dari APBDes 2019: dana tidak cukup. Tahun depan."


# The bursa itself


@pytest.mark.parametrize("peran", Peran.values)
def test_a_bursa_is_held_by_the_team_of_its_place(peran):
    factories.wilayah()
    by = factories.user(peran)
    isi = {"nama": "BID", "tahun": 2018, "tanggal": make.HARI, "tingkat": "kecamatan"}
    if peran in {Peran.TPID, Peran.TIK}:
        made = bursa.create(by=by, wilayah=factories.wilayah(factories.KECAMATAN), **isi)
        assert [u.desa_id for u in made.undangan.all()] == [factories.DESA]
    else:
        with pytest.raises(NotAllowed, match="diselenggarakan oleh TPID"):
            bursa.create(by=by, wilayah=factories.wilayah(factories.KECAMATAN), **isi)


def test_a_bursa_passes_through_its_statuses():
    by = factories.user(Peran.TPID)
    held = make.bursa(StatusBursa.SELESAI, by=by)
    bursa.reopen(held, by=by, catatan="Ada kartu susulan.")
    held.refresh_from_db()
    assert held.status == StatusBursa.BERLANGSUNG
    assert {step.name for step in WORKFLOW_BURSA.steps.values()} == {
        "edit", "open", "close", "reopen", "cancel",
    }  # fmt: skip


def test_attendance_is_one_trail_line_and_only_what_changed():
    by = factories.user(Peran.TPID)
    held = make.bursa(by=by)
    row = held.undangan.get()
    given = {row.pk: {"hadir": True, "laki": 2, "perempuan": 1}}
    bursa.attend(held, by=by, rows=given)
    bursa.attend(held, by=by, rows=given)
    row.refresh_from_db()
    assert (row.hadir, row.laki, row.perempuan) == (True, 2, 1)
    assert Jejak.objects.filter(langkah="attend").count() == 1
