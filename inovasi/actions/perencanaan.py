"""Lines of plans and budgets: entered, tied to a promise, verified; the promise follows."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desa.actions.foto import kept_paper
from desa.trail import record_new, take, taking
from inovasi.choices import DokumenDesa, StatusButir, StatusKomitmen
from inovasi.ketentuan import amount_fault
from inovasi.models import ButirPerencanaan, Jendela
from inovasi.models.perencanaan import ANGGARAN
from inovasi.workflow import FIELD
from ppid.lib.tanggal import tgl
from ppid.lib.workflow import NotAllowed

S = StatusKomitmen
SKIPPED = "Langsung masuk APBDes tanpa baris RKPDes."


def add_line(*, by, id, who=FIELD, **isi):  # noqa: A002
    """One line of a document; the same line sent again is the same line."""
    return add_lines([{"id": id, **isi}], by=by, who=who)[0]


@transaction.atomic
def add_lines(rows, *, by, who=FIELD):
    there = ButirPerencanaan.objects.select_related("desa").in_bulk([row["id"] for row in rows])
    return [there.get(UUID(str(row["id"]))) or _new_line(by=by, who=who, **row) for row in rows]


def _new_line(*, by, who, desa, komitmen=None, pindaian=None, **isi):
    if not who & by.roles_over(desa) or not desa.is_village:
        raise NotAllowed(f"Anda tidak bertugas di Desa {desa}, jadi tidak dapat mencatat barisnya.")
    if sentence := amount_fault(isi["anggaran"], "Anggaran"):
        raise NotAllowed(sentence)
    butir = ButirPerencanaan.objects.create(
        desa=desa, created_by=by, pindaian=kept_paper(pindaian), **isi
    )
    record_new(butir, "Catat baris", by=by)
    if komitmen:
        match(butir, komitmen, by=by)
    return butir


@transaction.atomic
def add_sheet(rows, *, by, pindaian=None, **kop):
    """Several lines of one page: they share its heading, and its scan is kept once."""
    first, *others = [kop | row for row in rows]
    made = add_line(by=by, pindaian=pindaian, **first)
    return [made, *add_lines([row | {"pindaian": made.pindaian.name} for row in others], by=by)]


def edit(butir, *, by, pindaian=None, **isi):
    with taking("edit", butir, by=by) as butir:
        if pindaian:
            butir.pindaian = kept_paper(pindaian)
        for name, value in isi.items():
            setattr(butir, name, value)
        if sentence := amount_fault(butir.anggaran, "Anggaran"):
            raise NotAllowed(sentence)
    return butir


@transaction.atomic
def match(butir, komitmen, *, by, catatan=""):
    """Tie a line to a promise of the same village. A RKPDes line moves the promise at once; an
    APBDes line does when the verifier has seen it."""
    if butir.desa_id != komitmen.desa_id:
        raise NotAllowed("Baris dan komitmen ini bukan dari desa yang sama.")
    if butir.tahun < komitmen.tahun:
        raise NotAllowed(
            f"Dokumen tahun {butir.tahun} lebih awal daripada kartu komitmen ({komitmen.tahun})."
        )
    if butir.komitmen_id and butir.komitmen_id != komitmen.pk:
        raise NotAllowed("Baris ini sudah ditautkan ke komitmen lain. Lepaskan dahulu.")
    if not komitmen.is_active:
        raise NotAllowed(f"Komitmen ini {komitmen.get_status_display().lower()}.")
    with taking("match", butir, by=by, catatan=catatan) as butir:
        butir.komitmen_id = komitmen.pk
    if butir.dokumen == DokumenDesa.RKPDES and komitmen.status == S.DITANDATANGANI:
        with taking("plan", komitmen, by=by, catatan=str(butir)) as komitmen:
            komitmen.rkpdes_at = butir.tanggal or timezone.localdate()


@transaction.atomic
def unmatch(butir, *, by, catatan):
    with taking("unmatch", butir, by=by, catatan=catatan) as butir:
        komitmen, butir.komitmen = butir.komitmen, None
    _step_back_from_rkpdes(komitmen, by, catatan)


def _step_back_from_rkpdes(komitmen, by, catatan):
    """Without any RKPDes line left, the promise is only signed again."""
    if komitmen is None or komitmen.status != S.MASUK_RKPDES:
        return
    if not komitmen.butir.in_rkpdes().exists():
        with taking("unplan", komitmen, by=by, catatan=catatan) as komitmen:
            komitmen.rkpdes_at = None


@transaction.atomic
def verify(butir, *, by, catatan=""):
    """The TPID's verifier has seen the line in the document itself."""
    if butir.dokumen in ANGGARAN and not (butir.nomor and butir.tanggal):
        raise NotAllowed("Nomor dan tanggal peraturan desa belum diisi.")
    with taking("verify", butir, by=by, catatan=catatan) as butir:
        butir.terverifikasi_at, butir.pemeriksa = timezone.now(), by
    if butir.komitmen_id and butir.dokumen in ANGGARAN:
        _budget(butir.komitmen, butir, by, catatan)


def _budget(komitmen, butir, by, catatan):
    steps = {S.MASUK_RKPDES: "budget", S.DITANDATANGANI: "budget_at_once"}
    step = steps.get(komitmen.status, "rebudget")
    note = catatan or (SKIPPED if step == "budget_at_once" else str(butir))
    with taking(step, komitmen, by=by, catatan=note) as komitmen:
        komitmen.apbdes_at = komitmen.apbdes_at or butir.tanggal
        komitmen.dianggarkan = komitmen.butir.budgeted()


@transaction.atomic
def refuse(butir, *, by, catatan):
    """Not in the document, or not the promised thing: the line no longer counts."""
    with taking("refuse", butir, by=by, catatan=catatan) as butir:
        komitmen = butir.komitmen
    _step_back_from_rkpdes(komitmen, by, catatan)


@transaction.atomic
def reopen(butir, *, by, catatan):
    """A verification taken back takes the promise back too; money already spent holds it."""
    with taking("reopen", butir, by=by, catatan=catatan) as butir:
        komitmen, counted = butir.komitmen, butir.status == StatusButir.TERVERIFIKASI
    if not (komitmen and counted and butir.dokumen in ANGGARAN):
        return
    if komitmen.butir.budgeting().exists():
        with taking("rebudget", komitmen, by=by, catatan=catatan) as komitmen:
            komitmen.dianggarkan = komitmen.butir.budgeted()
    elif komitmen.status == S.MASUK_APBDES:
        _unbudget(komitmen, by, catatan)
    else:
        raise NotAllowed("Komitmen ini sudah dilaksanakan dengan anggaran dari baris ini.")


def _unbudget(komitmen, by, catatan):
    with taking("unbudget", komitmen, by=by, catatan=catatan) as komitmen:
        komitmen.apbdes_at, komitmen.dianggarkan = None, 0
    if komitmen.butir.in_rkpdes().exists():
        take("plan", komitmen, by=by, catatan=catatan)


def set_window(*, by, kabupaten, tahun, dokumen, mulai, selesai):
    """The calendar of one kabupaten; by its Admin."""
    if "admin" not in by.roles_over(kabupaten):
        raise NotAllowed("Hanya admin kabupaten yang dapat mengubah jendela perencanaan.")
    with transaction.atomic():
        row, made = Jendela.objects.update_or_create(
            kabupaten=kabupaten,
            tahun=tahun,
            dokumen=dokumen,
            defaults={"mulai": mulai, "selesai": selesai},
        )
        note = f"{tgl(mulai)} sampai {tgl(selesai)}"
        record_new(row, "Atur jendela", by=by, langkah="set" if made else "edit", catatan=note)
    return row
