"""The deliberation itself: planned, changed, moved along its workflow, sealed, reopened."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from desa.actions.dokumen import issue_document
from desa.choices import Tingkat
from desa.kode import level_of
from desa.models import Wilayah
from desa.trail import record_new, take, taking
from musyawarah import tasks
from musyawarah.actions.lalu import tell_owners
from musyawarah.actions.libur import deadline_of
from musyawarah.actions.putusan import carry_out, take_back
from musyawarah.actions.undangan import issue_letter
from musyawarah.actions.undangan import lay_out as lay_out_invitations
from musyawarah.choices import Lama
from musyawarah.data import data_of
from musyawarah.jenis import ROMAWI, SEMUA
from musyawarah.models import MataAcara, Musyawarah, Penandatangan, Penundaan
from musyawarah.models.templat import wording_of
from musyawarah.templat import fill
from musyawarah.workflow import PENULIS
from ppid.lib.workflow import NotAllowed

TIGA_JAM, TIGA_HARI = timedelta(hours=3), timedelta(days=3)


@transaction.atomic
def create(*, by, jenis, wilayah, tahun, judul="", **fields):
    """Plan one, with the agenda, convener and signatories that are usual for its kind."""
    ragam = SEMUA[jenis]
    _may_plan(by, ragam, wilayah)
    judul = judul or f"{ragam.singkat} {wilayah.nama} Tahun Anggaran {tahun}"
    musyawarah = Musyawarah(
        jenis=jenis, wilayah=wilayah, tahun=tahun, judul=judul, created_by=by, **fields
    )
    words = musyawarah.istilah
    musyawarah.penyelenggara = musyawarah.penyelenggara or ragam.penyelenggara.format(**words)
    musyawarah.save()
    _lay_out(musyawarah, ragam, words)
    musyawarah.batas_laporan = deadline_of(musyawarah)
    if not musyawarah.diundang and (people := lay_out_invitations(musyawarah)):
        musyawarah.diundang = people
    musyawarah.save()
    record_new(musyawarah, "Rencanakan", by=by)
    return musyawarah


def _may_plan(by, ragam, wilayah):
    tingkat = level_of(wilayah.kode)
    if tingkat not in ragam.tingkat or (tingkat == Tingkat.DESA and not wilayah.is_village):
        raise NotAllowed(f"{ragam.label} tidak diselenggarakan di {wilayah}.")
    if not PENULIS & by.roles_over(wilayah):
        raise NotAllowed(f"Anda tidak berwenang merencanakan {ragam.label} di {wilayah}.")


def _lay_out(musyawarah, ragam, words):
    MataAcara.objects.bulk_create(
        MataAcara(musyawarah=musyawarah, urutan=n, judul=text.format(**words))
        for n, text in enumerate(ragam.agenda, start=1)
    )
    Penandatangan.objects.bulk_create(
        Penandatangan(
            musyawarah=musyawarah,
            urutan=n,
            sebagai=sebagai,
            nama=getattr(musyawarah, dari) if dari else "",
            jabatan=jabatan.format(**words),
        )
        for n, (sebagai, dari, jabatan) in enumerate(ragam.penandatangan, start=1)
    )


def edit(musyawarah, *, by, **fields):
    """Change some of the main facts; those not named stay as somebody else may have left them.
    Who leads and who writes also sign, unless somebody else was named for that."""
    with taking("edit", musyawarah, by=by) as musyawarah:
        for sebagai, dari, _ in musyawarah.ragam.penandatangan:
            if dari in fields:
                same = musyawarah.penandatangan.filter(sebagai=sebagai)
                same.filter(nama=getattr(musyawarah, dari)).update(nama=fields[dari])
        for name, value in fields.items():
            setattr(musyawarah, name, value)
        if "tanggal" in fields:
            musyawarah.batas_laporan = deadline_of(musyawarah)
    return musyawarah


def invite(musyawarah, *, by, catatan=""):
    """The letter gets its number and is sealed as it goes out."""
    with taking("invite", musyawarah, by=by, catatan=catatan) as musyawarah:
        issue_letter(musyawarah, by=by)


def start(musyawarah, *, by, catatan=""):
    take("start", musyawarah, by=by, catatan=catatan)


def minute(musyawarah, *, by, catatan=""):
    take("minute", musyawarah, by=by, catatan=catatan)


def finalise(musyawarah, *, by, catatan=""):
    """Number it, lock it, seal its data; the PDF is made once that is certain."""
    nilai = {}
    with taking("finalise", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        if not musyawarah.nomor:
            _number(musyawarah)
        if moved := carry_out(musyawarah, by=by):
            nilai["putusan"] = [None, "; ".join(moved)]
        dokumen = issue_document(
            musyawarah,
            by=by,
            jenis=f"Berita Acara {musyawarah.ragam.singkat}",
            judul=musyawarah.judul,
            nomor=musyawarah.nomor,
            tanggal=musyawarah.tanggal,
            data=data_of(musyawarah),
        )
        nilai["dokumen"] = [None, f"{dokumen.kode} versi {dokumen.versi}"]
        tell_owners(musyawarah)
        tasks.print_minutes.delay_on_commit(dokumen.pk)
    return dokumen


def _number(musyawarah):
    """ "001/BA/MAD-I/35.07.11/VIII/2018" or as its kabupaten writes it: counted by kind, place and
    calendar year. The place is locked meanwhile: two sealed at once do not count the same."""
    Wilayah.objects.select_for_update(of=["self"], no_key=True).get(pk=musyawarah.wilayah_id)
    tanggal = musyawarah.tanggal
    same = Musyawarah.objects.filter(
        jenis=musyawarah.jenis,
        wilayah=musyawarah.wilayah,
        tanggal__year=tanggal.year,
    )
    urut, pola = (
        same.aggregate(n=Max("nomor_urut"))["n"] or 0,
        wording_of(musyawarah)["isi"]["nomor"],
    )
    values = {
        "jenis": musyawarah.ragam.nomor,
        "wilayah": musyawarah.wilayah_id,
        "bulan": ROMAWI[tanggal.month - 1],
        "tahun": tanggal.year,
    }
    while not musyawarah.nomor or Musyawarah.objects.filter(nomor=musyawarah.nomor).exists():
        urut += 1  # one whose date was moved later still bears its number
        musyawarah.nomor = fill(pola, values | {"urut": f"{urut:03}"})
    musyawarah.nomor_urut = urut


def reopen(musyawarah, *, by, catatan):
    """Open for a correction; verdicts that can be taken back wait for the next seal."""
    nilai = {}
    with taking("reopen", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        if told := take_back(musyawarah, by=by, catatan=catatan):
            nilai["putusan"] = [None, "; ".join(told)]


def postpone(musyawarah, *, by, catatan, lama=Lama.LAIN):
    """Put off three hours, three days or without a day; the minutes will say so."""
    with taking("postpone", musyawarah, by=by, catatan=catatan) as musyawarah:
        Penundaan.objects.create(
            musyawarah=musyawarah,
            lama=lama,
            alasan=catatan.strip(),
            hadir=musyawarah.rekap.hadir,
            diundang=musyawarah.diundang,
            semula=musyawarah.tanggal,
            jam=musyawarah.mulai,
        )
        _shift(musyawarah, lama)


def _shift(musyawarah, lama):
    if lama == Lama.HARI:
        musyawarah.tanggal += TIGA_HARI
        musyawarah.batas_laporan = deadline_of(musyawarah)
    elif lama == Lama.JAM and musyawarah.mulai:
        later = datetime.combine(musyawarah.tanggal, musyawarah.mulai) + TIGA_JAM
        if later.date() > musyawarah.tanggal:
            raise NotAllowed("Tiga jam lagi sudah berganti hari. Pilih ditunda 3 hari.")
        musyawarah.mulai = later.time()
        if musyawarah.selesai and musyawarah.selesai <= musyawarah.mulai:
            musyawarah.selesai = None


def resume(musyawarah, *, by, catatan=""):
    """Called together again: a letter that went out gets a new version."""
    with taking("resume", musyawarah, by=by, catatan=catatan) as musyawarah:
        open_ones = musyawarah.penundaan.filter(dilanjutkan_at=None)
        open_ones.update(dilanjutkan_at=timezone.now())
        if musyawarah.nomor_undangan:
            issue_letter(musyawarah, by=by)


def cancel(musyawarah, *, by, catatan):
    take("cancel", musyawarah, by=by, catatan=catatan)


# The steps that one button and one note can take; views.step looks them up here.
BUTTONS = {
    f.__name__: f for f in (invite, start, minute, finalise, postpone, resume, cancel, reopen)
}
