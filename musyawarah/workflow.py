"""How a deliberation travels from plan to sealed minutes. Read this table first."""

from django.utils import timezone

from desa.choices import Peran
from musyawarah.choices import Cara, Status
from ppid.lib.tanggal import hari_tgl
from ppid.lib.workflow import Step, Workflow

RENCANA, DIUNDANG, BERLANGSUNG = Status.RENCANA, Status.DIUNDANG, Status.BERLANGSUNG
NOTULEN, FINAL, DITUNDA, BATAL = Status.NOTULEN, Status.FINAL, Status.DITUNDA, Status.BATAL
# A PLD's place is a village, so a PLD writes Musdes alone; a MAD lies in no village.
PENULIS = {Peran.PLD, Peran.PD, Peran.TPID, Peran.ADMIN}
ADMIN = {Peran.ADMIN}
TERBUKA = {RENCANA, DIUNDANG, BERLANGSUNG, NOTULEN, DITUNDA}

FACTS = {
    "lokasi": "Tempat acara belum diisi.",
    "mulai": "Jam mulai belum diisi.",
    "selesai": "Jam selesai belum diisi.",
    "pimpinan": "Pimpinan musyawarah belum diisi.",
    "notulis": "Notulis belum diisi.",
}


def _empty(musyawarah, *fields):
    return (FACTS[field] for field in fields if not getattr(musyawarah, field))


def missing_to_invite(musyawarah):
    yield from _empty(musyawarah, "lokasi", "mulai")


def missing_to_start(musyawarah):
    if musyawarah.tanggal > timezone.localdate():
        yield (
            f"Jadwalnya {hari_tgl(musyawarah.tanggal)}. "
            "Ubah tanggalnya bila musyawarah dimulai lebih awal."
        )


def missing_to_finalise(musyawarah):
    """Everything that still stands between the minutes and their seal, one sentence each."""
    yield from _empty(musyawarah, *FACTS)
    hadir = musyawarah.rekap.hadir
    if not hadir:
        yield "Belum ada seorang pun yang tercatat hadir."
    if not musyawarah.putusan:
        yield "Belum ada keputusan."
    for nomor, putusan in enumerate(musyawarah.putusan, start=1):
        yield from _missing_in(putusan, nomor, hadir)
        yield from _missing_for(putusan, nomor)
    penandatangan = list(musyawarah.penandatangan.all())
    if not penandatangan:
        yield "Belum ada penandatangan."
    yield from _unanswered(musyawarah)
    for p in penandatangan:
        if not p.nama.strip():
            yield f"Nama penandatangan “{p.sebagai}” belum diisi."


def _unanswered(musyawarah):
    for tindak_lanjut in musyawarah.unanswered:
        yield f"Tindak lanjut lalu “{tindak_lanjut}” belum dijawab."


def _missing_in(keputusan, nomor, hadir):
    if not keputusan.teks.strip():
        yield f"Keputusan {nomor} belum berisi teks."
    if keputusan.cara == Cara.SUARA and keputusan.suara > hadir:
        yield (
            f"Keputusan {nomor} mencatat {keputusan.suara} suara, padahal yang hadir {hadir} orang."
        )


def _missing_for(keputusan, nomor):
    """Why what it concerns cannot take its step, said before anybody seals."""
    obj = keputusan.objek
    if obj is None or keputusan.dijalankan_at:
        return
    step = obj.workflow.steps[keputusan.langkah]
    if obj.status not in step.sources:
        yield f"Keputusan {nomor}: {obj} kini berstatus {obj.get_status_display()}."
    for reason in step.missing(obj):
        yield f"Keputusan {nomor}: {reason}"


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
