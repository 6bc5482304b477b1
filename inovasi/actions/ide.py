"""Kartu IDE: written, recapped, found innovative or not."""

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from desa.models import Wilayah
from desa.trail import record_new, take, taking
from inovasi.actions import inovasi as inovasi_actions
from inovasi.actions import media
from inovasi.models import KartuIde
from inovasi.workflow import PENULIS
from ppid.lib.teks import squeeze
from ppid.lib.workflow import NotAllowed

CARRIED = ("judul", "bidang", "masalah", "sudah_berjalan")


def check_writer(by, desa, who=PENULIS):
    if not (who & by.roles_over(desa) and desa.is_village):
        raise NotAllowed("Anda tidak bertugas di desa ini, jadi tidak dapat menulis untuknya.")


@transaction.atomic
def create(*, by, id, desa, tahun, judul, who=PENULIS, **fields):  # noqa: A002
    """One card; the same form sent again is the same card."""
    check_writer(by, desa, who)
    Wilayah.objects.select_for_update(of=["self"], no_key=True).get(pk=desa.pk)  # who counts, waits
    found = KartuIde.objects.filter(pk=id).first()
    if found:
        if found.created_by_id != by.pk:
            raise Http404  # somebody else's key tells nothing
        return found
    same = KartuIde.objects.filter(desa=desa, tahun=tahun)
    kartu = KartuIde.objects.create(
        id=id,
        desa=desa,
        tahun=tahun,
        nomor=(same.aggregate(n=Max("nomor"))["n"] or 0) + 1,
        judul=judul,
        judul_rapat=squeeze(judul)[:200],
        created_by=by,
        **fields,
    )
    media.attach(isian=id, by=by, kartu_ide=kartu)
    record_new(kartu, "Tulis kartu", by=by)
    return kartu


def edit(kartu, *, by, **fields):
    """The village and the year stay: they are in the number of the card."""
    with taking("edit", kartu, by=by) as kartu:
        for name, value in fields.items():
            setattr(kartu, name, value)
        kartu.judul_rapat = squeeze(kartu.judul)[:200]
        media.attach(isian=kartu.pk, by=by, kartu_ide=kartu)
    return kartu


def recap(kartu, *, by, catatan=""):
    take("recap", kartu, by=by, catatan=catatan)


def reopen(kartu, *, by, catatan):
    take("reopen", kartu, by=by, catatan=catatan)


def refuse(kartu, *, by, catatan):
    take("refuse", kartu, by=by, catatan=catatan)


@transaction.atomic
def accept(kartu, *, by, catatan=""):
    """The TIK finds it innovative: an innovation begins, which the author of the card fills in."""
    take("accept", kartu, by=by, catatan=catatan)
    kartu = KartuIde.objects.select_related("desa", "created_by").get(pk=kartu.pk)
    return inovasi_actions.begin_from(
        kartu,
        by=by,
        ringkasan=kartu.uraian[:500],
        tahun_mulai=kartu.sejak_tahun,
        hasil=kartu.manfaat,
        sumber_dana=kartu.sumber_dana,
        **{name: getattr(kartu, name) for name in CARRIED},
    )


# The steps that one button and one note can take; the view looks them up here.
BUTTONS = {f.__name__: f for f in (recap, reopen, accept, refuse)}
