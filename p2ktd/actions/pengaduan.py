"""Complaints: taken from anybody, handled by one Admin, answered on a page behind a code."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from desa.models import Wilayah
from desa.trail import record, taking
from p2ktd.actions.kabar import tell_complaint, tell_settled
from p2ktd.kunci import code_of, digest_of
from p2ktd.models import Pelapor, Pengaduan, Tanggapan
from p2ktd.models.pengaduan import BATAS_SELESAI, BATAS_TANGGAP
from ppid.lib.workflow import NotAllowed


def code_for(pengaduan):
    """The secret code; told once, on the page after sending."""
    return code_of(pengaduan.isian, "pengaduan")


@transaction.atomic
def report(*, wilayah, isian, kategori, isi, penyedia=None, pekerjaan=None, nama="", kontak=""):
    """A new complaint about a provider or one of its works; the same form sent again is the same
    one. The trail line carries neither who reported nor what was told."""
    wilayah = Wilayah.objects.select_for_update(of=["self"], no_key=True).get(pk=wilayah.pk)
    if found := Pengaduan.objects.filter(isian=isian).first():
        return found
    today = timezone.localdate()
    same = Pengaduan.objects.filter(wilayah=wilayah, nomor__endswith=f"/{today.year}")
    urut = (same.aggregate(n=Max("nomor_urut"))["n"] or 0) + 1
    pengaduan = Pengaduan.objects.create(
        isian=isian,
        kunci=digest_of(code_of(isian, "pengaduan")),
        nomor=f"{urut:03}/ADUAN/{wilayah.pk}/{today.year}",
        nomor_urut=urut,
        wilayah=wilayah,
        penyedia=penyedia,
        pekerjaan=pekerjaan,
        kategori=kategori,
        isi=isi,
        batas_tanggap=today + BATAS_TANGGAP,
        batas_selesai=today + BATAS_SELESAI,
    )
    if nama or kontak:
        Pelapor.objects.create(pengaduan=pengaduan, nama=nama, kontak=kontak)
    record(pengaduan, "report", "Pengaduan masuk", by=None)
    tell_complaint(pengaduan)
    return pengaduan


def take_up(pengaduan, *, by, catatan=""):
    with taking("take_up", pengaduan, by=by, catatan=catatan) as pengaduan:
        pengaduan.penangan = by
        tell_settled(pengaduan)


def take_over(pengaduan, *, by, catatan):
    with taking("take_over", pengaduan, by=by, catatan=catatan) as pengaduan:
        pengaduan.penangan = by


def answer(pengaduan, *, by, catatan):
    """News for the reporter, while the work goes on."""
    _say("answer", pengaduan, by, catatan)


def resolve(pengaduan, *, by, catatan):
    _say("resolve", pengaduan, by, catatan)


def dismiss(pengaduan, *, by, catatan):
    _say("dismiss", pengaduan, by, catatan)


def reopen(pengaduan, *, by, catatan):
    with taking("reopen", pengaduan, by=by, catatan=catatan) as pengaduan:
        pengaduan.penangan = by
        pengaduan.batas_selesai = timezone.localdate() + BATAS_SELESAI


def _say(name, pengaduan, by, catatan):
    """What the reporter will read. Only whoever handles it speaks, or takes it over first."""
    with taking(name, pengaduan, by=by, catatan=catatan) as fresh:
        if fresh.penangan_id not in {None, by.pk}:
            raise NotAllowed(f"Pengaduan ini ditangani {fresh.penangan}. Ambil alih lebih dahulu.")
        fresh.penangan = by
        Tanggapan.objects.create(pengaduan=fresh, teks=catatan, created_by=by)
        if name != "answer":
            tell_settled(fresh)


# The steps that one button and one note can take; views.step looks them up here.
BUTTONS = {f.__name__: f for f in (take_up, take_over, answer, resolve, dismiss, reopen)}
