"""How a deliberation travels from plan to sealed minutes. Read this table first."""

from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran
from musyawarah.choices import Cara, Status
from ppid.lib.tanggal import hari_tgl
from ppid.lib.workflow import Missing, Step, Workflow

RENCANA, DIUNDANG, BERLANGSUNG = Status.RENCANA, Status.DIUNDANG, Status.BERLANGSUNG
NOTULEN, FINAL, DITUNDA, BATAL = Status.NOTULEN, Status.FINAL, Status.DITUNDA, Status.BATAL
# A PLD's place is a village, so a PLD writes Musdes alone; a MAD lies in no village.
PENULIS = {Peran.PLD, Peran.PD, Peran.TPID, Peran.ADMIN}
ADMIN = {Peran.ADMIN}
TERBUKA = {RENCANA, DIUNDANG, BERLANGSUNG, NOTULEN, DITUNDA}

FACTS = {  # field: the part of the form, the sentence
    "lokasi": ("pokok", "Tempat acara belum diisi."),
    "mulai": ("pokok", "Jam mulai belum diisi."),
    "selesai": ("pokok", "Jam selesai belum diisi."),
    "pimpinan": ("pelaksana", "Pimpinan musyawarah belum diisi."),
    "notulis": ("pelaksana", "Notulis belum diisi."),
}


def _lacking(musyawarah, sentence, page, *args):
    return Missing(sentence, reverse(f"musyawarah:{page}", args=[musyawarah.pk, *args]))


def _empty(musyawarah, *fields):
    for field in fields:
        if not getattr(musyawarah, field):
            part, sentence = FACTS[field]
            yield _lacking(musyawarah, sentence, "edit", part)


def missing_to_invite(musyawarah):
    yield from _empty(musyawarah, "lokasi", "mulai")


def missing_to_start(musyawarah):
    if musyawarah.tanggal > timezone.localdate():
        sentence = (
            f"Jadwalnya {hari_tgl(musyawarah.tanggal)}. "
            "Ubah tanggalnya bila musyawarah dimulai lebih awal."
        )
        yield _lacking(musyawarah, sentence, "edit", "pokok")


def missing_to_finalise(musyawarah):
    """Everything that still stands between the minutes and their seal: a sentence each, and the
    page where it is mended."""
    m = musyawarah
    yield from _empty(m, *FACTS)
    if not m.rekap.hadir:
        yield _lacking(m, "Belum ada seorang pun yang tercatat hadir.", "attendance")
    if not m.putusan:
        yield _lacking(m, "Belum ada keputusan.", "row_add", "keputusan")
    for nomor, putusan in enumerate(m.putusan, start=1):
        yield from _missing_in(m, putusan, nomor)
        yield from _missing_for(putusan, nomor)
    yield from _missing_names(m)
    for row in m.unanswered:
        yield _lacking(m, f"Tindak lanjut lalu “{row}” belum dijawab.", "answer", row.pk)


def _missing_in(musyawarah, keputusan, nomor):
    where, hadir = ("row_edit", "keputusan", keputusan.pk), musyawarah.rekap.hadir
    if not keputusan.teks.strip():
        yield _lacking(musyawarah, f"Keputusan {nomor} belum berisi teks.", *where)
    if keputusan.cara == Cara.SUARA and keputusan.suara > hadir:
        sentence = (
            f"Keputusan {nomor} mencatat {keputusan.suara} suara, padahal yang hadir {hadir} orang."
        )
        yield _lacking(musyawarah, sentence, *where)
    if keputusan.tpid and not keputusan.dijalankan_at and not musyawarah.pemilihan.all():
        yield _lacking(musyawarah, "Hasil pemilihan TPID belum diisi.", "row_add", "pemilihan")


def _missing_for(keputusan, nomor):
    """Why what it concerns cannot take its step, said before anybody seals."""
    obj = keputusan.objek
    if obj is None or keputusan.dijalankan_at:
        return
    step, at = obj.workflow.steps[keputusan.langkah], obj.get_absolute_url()
    if obj.status not in step.sources:
        sentence = f"Keputusan {nomor}: {obj} kini berstatus {obj.get_status_display()}."
        yield Missing(sentence, at)
    for reason in step.missing(obj):
        yield Missing(f"Keputusan {nomor}: {reason}", at)


def _missing_names(musyawarah):
    signatories = list(musyawarah.penandatangan.all())
    if not signatories:
        yield _lacking(musyawarah, "Belum ada penandatangan.", "row_add", "penandatangan")
    for p in signatories:
        if not p.nama.strip():
            sentence = f"Nama penandatangan “{p.sebagai}” belum diisi."
            yield _lacking(musyawarah, sentence, "row_edit", "penandatangan", p.pk)


WORKFLOW = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah", TERBUKA, None, PENULIS),
    Step("invite", "Undang", {RENCANA}, DIUNDANG, PENULIS, missing=missing_to_invite),
    Step("start", "Mulai", {RENCANA, DIUNDANG}, BERLANGSUNG, PENULIS, missing=missing_to_start),
    Step("minute", "Selesaikan acara", {BERLANGSUNG}, NOTULEN, PENULIS),
    Step("finalise", "Finalkan", {NOTULEN}, FINAL, ADMIN, missing=missing_to_finalise),
    Step("reopen", "Buka kembali", {FINAL}, NOTULEN, ADMIN, needs_note=True),
    Step("postpone", "Tunda", {RENCANA, DIUNDANG, BERLANGSUNG}, DITUNDA, PENULIS, needs_note=True),
    Step("resume", "Lanjutkan", {DITUNDA}, DIUNDANG, PENULIS),
    Step("cancel", "Batalkan", {RENCANA, DIUNDANG, DITUNDA}, BATAL, PENULIS, needs_note=True),
)
