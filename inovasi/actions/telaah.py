"""Desk study, and saying that nothing was found."""

from django.db import transaction

from desa.trail import changing, record, record_new, take, taking
from inovasi.actions.ide import check_writer
from inovasi.models import Informan, Inovasi, NihilInovasi, Telaah
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

TERISI = "Nihil inovasi desa ini untuk tahun itu sudah dicatat."


@transaction.atomic
def write_study(*, by, desa, tahun, catatan, informan):
    """The notes of one village and year, and the list of who was asked."""
    check_writer(by, desa)
    telaah, made = Telaah.objects.get_or_create(
        desa=desa, tahun=tahun, defaults={"created_by": by, "catatan": catatan}
    )
    before = [str(i) for i in telaah.informan.all()]
    telaah.informan.all().delete()
    Informan.objects.bulk_create(Informan(telaah=telaah, **person) for person in informan)
    if made:
        record_new(telaah, "Telaah", by=by)
        return telaah
    with changing(telaah, "edit", "Ubah telaah", by=by) as fresh:
        fresh.catatan = catatan
    after = [person["nama"] for person in informan]
    if before != after:
        record(fresh, "informants", "Ubah informan", by=by, nilai={"informan": [before, after]})
    return fresh


@transaction.atomic
def declare_nil(*, by, desa, tahun, alasan):
    """Nobody found an innovation here this year; verified like an innovation."""
    check_writer(by, desa)
    _refuse_where_found(desa, tahun)
    with clash_says(TERISI):
        nihil = NihilInovasi.objects.create(created_by=by, desa=desa, tahun=tahun, alasan=alasan)
    record_new(nihil, "Nyatakan nihil", by=by)
    return nihil


def _refuse_where_found(desa, tahun):
    if found := Inovasi.objects.standing().filter(desa=desa, tahun=tahun).first():
        raise NotAllowed(f"Sudah ada inovasi tahun {tahun} di {desa.berjenis}: {found}.")


def edit_nil(nihil, *, by, alasan):
    with taking("edit", nihil, by=by) as nihil:
        nihil.alasan = alasan
    return nihil


def resubmit(nihil, *, by, catatan=""):
    take("resubmit", nihil, by=by, catatan=catatan)


def verify_tpid(nihil, *, by, catatan=""):
    _refuse_where_found(nihil.desa, nihil.tahun)
    take("verify_tpid", nihil, by=by, catatan=catatan)


def verify_tik(nihil, *, by, catatan=""):
    _refuse_where_found(nihil.desa, nihil.tahun)
    take("verify_tik", nihil, by=by, catatan=catatan)


def send_back_tpid(nihil, *, by, catatan):
    take("send_back_tpid", nihil, by=by, catatan=catatan)


def send_back_tik(nihil, *, by, catatan):
    take("send_back_tik", nihil, by=by, catatan=catatan)


def cancel(nihil, *, by, catatan):
    take("cancel", nihil, by=by, catatan=catatan)


BUTTONS = {
    f.__name__: f
    for f in (resubmit, verify_tpid, verify_tik, send_back_tpid, send_back_tik, cancel)
}
