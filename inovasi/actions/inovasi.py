"""What an author does with an innovation, and merging two that are one."""

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from desa.trail import changing, record, record_new, take, taking
from inovasi.actions import media as media_actions
from inovasi.models import Bukti, Inovasi
from inovasi.models.inovasi import CLOSED
from inovasi.workflow import PENULIS, POKJA
from ppid.lib.workflow import NotAllowed


@transaction.atomic
def create(*, by, id, desa, tahun, kirim=False, **fields):  # noqa: A002
    """A draft, sent at once if asked. The same form sent again is the same innovation."""
    if not (PENULIS & by.roles_over(desa) and desa.is_village):
        raise NotAllowed("Anda tidak bertugas di desa ini, jadi tidak dapat menulis untuknya.")
    inovasi, made = Inovasi.objects.get_or_create(
        pk=id, defaults={"desa": desa, "tahun": tahun, "created_by": by, **fields}
    )
    if inovasi.created_by_id != by.pk:
        raise Http404  # somebody else's key tells nothing
    if made:
        record_new(inovasi, "Catat inovasi", by=by)
        if kirim:
            submit(inovasi, by=by)
    return inovasi


def begin_from(kartu, *, by, **fields):
    """From a card that was found innovative: a draft of whoever wrote the card."""
    inovasi = Inovasi.objects.create(
        kartu_ide=kartu,
        desa=kartu.desa,
        tahun=kartu.tahun,
        created_by=kartu.created_by,
        **fields,
    )
    record_new(inovasi, "Mulai dari kartu ide", by=by)
    return inovasi


def edit(inovasi, *, by, jawaban=None, kirim=False, **fields):
    """Change it, answer the verifier's points and, if asked, send it (again)."""
    with transaction.atomic():
        with taking("edit", inovasi, by=by) as fresh:
            for name, value in fields.items():
                setattr(fresh, name, value)
            settle(fresh, jawaban or {})
        if kirim:
            submit(fresh, by=by)
    return fresh


def settle(inovasi, jawaban):
    """Tick off each point whose field has changed or that has been answered."""
    for koreksi in inovasi.koreksi.filter(putaran=inovasi.putaran):
        koreksi.inovasi = inovasi  # as it stands now, not as it is stored
        koreksi.jawaban = jawaban.get(koreksi.pk, koreksi.jawaban)
        done = koreksi.is_mended or koreksi.jawaban
        koreksi.selesai_at = (koreksi.selesai_at or timezone.now()) if done else None
        koreksi.save()


def submit(inovasi, *, by, catatan=""):
    take("submit", inovasi, by=by, catatan=catatan)


def discard(inovasi, *, by, catatan=""):
    take("discard", inovasi, by=by, catatan=catatan)


def take_over(inovasi, *, by, catatan=""):
    """The author's assignment may have ended: somebody else becomes the one who mends it."""
    label = inovasi.workflow.steps["take_over"].label
    with changing(inovasi, "take_over", label, by=by, catatan=catatan) as fresh:
        by.check("take_over", fresh)  # once: afterwards it is one's own
        fresh.created_by = by
    return fresh


def prove(inovasi, *, by, kriteria, teks="", media=None):
    """Add evidence for one criterion, while it can still be changed."""
    nilai = {"bukti": [None, f"{kriteria}: {teks or media}"]}
    with taking("edit", inovasi, by=by, nilai=nilai) as inovasi:
        bukti = Bukti.objects.create(
            inovasi=inovasi, kriteria=kriteria, teks=teks, media=media, created_by=by
        )
        settle(inovasi, {})
    return bukti


@transaction.atomic
def prove_with(inovasi, *, by, kriteria, teks="", foto=None, persetujuan=False):
    """Evidence as it comes from a form: the photo becomes one of the innovation's."""
    media = None
    if foto:
        told = {"keterangan": teks[:200], "persetujuan": persetujuan}
        media = media_actions.add(inovasi, foto, by=by, **told)
    return prove(inovasi, by=by, kriteria=kriteria, teks=teks, media=media)


def withdraw_proof(bukti, *, by):
    nilai = {"bukti": [str(bukti), None]}
    with taking("edit", bukti.inovasi, by=by, nilai=nilai):
        bukti.delete()


@transaction.atomic
def merge(inovasi, *, by, catatan, into):
    """Two are one: this one closes and points at the other. Nothing is copied or lost; the trail
    of both says so."""
    into = Inovasi.objects.select_for_update(of=["self"]).select_related("desa").get(pk=into.pk)
    if into.pk == inovasi.pk:
        raise NotAllowed("Inovasi tidak dapat digabungkan dengan dirinya sendiri.")
    if into.status in CLOSED or into.is_open:
        raise NotAllowed(
            f"“{into}” berstatus {into.get_status_display()}, jadi tidak dapat menjadi induknya."
        )
    if not {"tpid", *POKJA} & by.roles_over(into.desa):
        raise NotAllowed(f"Anda tidak berwenang menggabungkan ke inovasi {into.desa.berjenis}.")
    with taking("merge", inovasi, by=by, catatan=catatan) as fresh:
        fresh.digabung_ke = into
    record(into, "absorb", "Menerima gabungan", by=by, sebelum=into.status, catatan=str(inovasi))
    return into


# The steps that one button and one note can take; the view looks them up here.
BUTTONS = {f.__name__: f for f in (submit, discard, take_over)}
