"""Providers: apply by themselves, are completed, judged, appointed, suspended."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from desa.models import Wilayah
from desa.trail import changes, record, take, taking, values_of
from desa.workflow import PENGIMPOR
from p2ktd import tasks
from p2ktd.actions.berkas import store_paper
from p2ktd.choices import CaraKonfirmasi, KelompokLayanan, StatusPenyedia
from p2ktd.kunci import code_of, digest_of
from p2ktd.models import Layanan, NilaiSyarat, Pengumuman, Penyedia, Sanksi, TenagaAhli
from p2ktd.models.penilaian import score_of
from p2ktd.workflow import POKJA
from ppid.lib.teks import squeeze
from ppid.lib.workflow import NotAllowed

PILIHAN = {
    "bidang": KelompokLayanan.BIDANG,
    "layanan": KelompokLayanan.LAYANAN,
    "bentuk_layanan": KelompokLayanan.BENTUK,
}
PALING_LAMA = timedelta(days=366 * 5)  # of a decree


def code_for(penyedia):
    """The secret code of an application; told once, by screen and by mail."""
    return code_of(penyedia.isian, "pendaftaran")


def blacklisted(*, wilayah, nama, npwp=""):
    """The sanctioned provider of this kabupaten with this name or tax number, if there is one."""
    here = Penyedia.objects.filter(wilayah=wilayah, status=StatusPenyedia.DAFTAR_HITAM)
    named = here.filter(nama_rapat=squeeze(nama)[:150]).first()
    return named or (here.filter(npwp=npwp).first() if npwp else None)


@transaction.atomic
def apply(pengumuman, *, isian, nama, by=None, **fields):
    """A new application; the same form sent again is the same one. `by` is a member of the pokja
    who enters a paper application, or nobody."""
    wilayah = Wilayah.objects.select_for_update(of=["self"], no_key=True).get(
        pk=pengumuman.wilayah_id
    )
    if found := Penyedia.objects.filter(isian=isian).first():
        return found
    pengumuman = Pengumuman.objects.get(pk=pengumuman.pk)  # it may have closed meanwhile
    _may_apply(pengumuman, wilayah, nama, by)
    penyedia = _enter(pengumuman, wilayah, isian, nama, by, fields)
    if not by:
        tasks.mail_link.delay_on_commit(penyedia.pk, code_for(penyedia))
    return penyedia


@transaction.atomic
def bring_in(pengumuman, *, by, isian, nama, **fields):
    """A provider from the list of an office, whether or not its call is open today; what follows,
    from the checklist to the decree, is the pokja's as for any other."""
    wilayah = Wilayah.objects.select_for_update(of=["self"], no_key=True).get(
        pk=pengumuman.wilayah_id
    )
    if not PENGIMPOR & by.roles_over(wilayah):
        raise NotAllowed(f"Anda tidak berwenang mengimpor penyedia di {wilayah}.")
    _may_be_there(pengumuman, wilayah, nama)
    return _enter(pengumuman, wilayah, isian, nama, by, fields)


def _enter(pengumuman, wilayah, isian, nama, by, fields):
    chosen = {name: fields.pop(name, ()) for name in PILIHAN}
    same = Penyedia.objects.filter(wilayah=wilayah, pengumuman__tahun=pengumuman.tahun)
    urut = (same.aggregate(n=Max("nomor_urut"))["n"] or 0) + 1
    penyedia = Penyedia.objects.create(
        pengumuman=pengumuman,
        wilayah=wilayah,
        isian=isian,
        kunci=digest_of(code_of(isian, "pendaftaran")),
        nomor=f"P2KTD/{wilayah.pk}/{pengumuman.tahun}/{urut:04}",
        nomor_urut=urut,
        nama=nama,
        nama_rapat=squeeze(nama)[:150],
        created_by=by,
        **fields | _by_hand(by),
    )
    _choose(penyedia, chosen)
    _record_application(penyedia, by)
    return penyedia


def _record_application(penyedia, by):
    """Everything that was told, without the two columns from which the secret code follows."""
    told = {k: v for k, v in values_of(penyedia).items() if k not in {"isian", "kunci"}}
    record(penyedia, "create", "Mendaftar", by=by, nilai=changes({}, told))


def _may_apply(pengumuman, wilayah, nama, by):
    if by and not POKJA & by.roles_over(wilayah):
        raise NotAllowed("Pendaftaran kertas dicatat oleh pokja P2KTD di kabupatennya.")
    if not pengumuman.is_open:
        raise NotAllowed("Masa pendaftaran tidak sedang dibuka.")
    _may_be_there(pengumuman, wilayah, nama)


def _may_be_there(pengumuman, wilayah, nama):
    if blacklisted(wilayah=wilayah, nama=nama):
        raise NotAllowed(f"{nama} sedang dalam daftar hitam, jadi tidak dapat mendaftar.")
    if pengumuman.penyedia.filter(nama_rapat=squeeze(nama)[:150]).exists():
        raise NotAllowed(f"{nama} sudah mendaftar. Pakai tautan dari pendaftaran yang pertama.")


def _by_hand(by):
    """Who brings the papers in person has confirmed by that."""
    if not by:
        return {}
    return {"dikonfirmasi_at": timezone.now(), "cara_konfirmasi": CaraKonfirmasi.LANGSUNG}


def _choose(penyedia, chosen):
    """Replace what it offers, group by group; groups not named stay."""
    for name, kodes in chosen.items():
        kelompok = PILIHAN[name]
        penyedia.layanan.filter(kelompok=kelompok).delete()
        Layanan.objects.bulk_create(
            Layanan(penyedia=penyedia, kelompok=kelompok, kode=kode) for kode in kodes
        )


def edit(penyedia, *, by, **fields):
    """Change some facts. Without `by` it is the applicant, through the secret link."""
    chosen = {name: fields.pop(name) for name in PILIHAN if name in fields}
    areas = fields.pop("wilayah_layanan", None)
    nilai = {name: [None, ", ".join(kodes)] for name, kodes in chosen.items()}
    with taking(_edit(by), penyedia, by=by, nilai=nilai) as penyedia:
        for name, value in fields.items():
            setattr(penyedia, name, value)
        penyedia.nama_rapat = squeeze(penyedia.nama)[:150]
        _choose(penyedia, chosen)
        if areas is not None:
            penyedia.wilayah_layanan.set(areas)
    return penyedia


def _edit(by):
    return "edit" if by else "amend"


def add_expert(penyedia, *, by, nama, **fields):
    nilai = {"tenaga_ahli": [None, nama]}
    with taking(_edit(by), penyedia, by=by, nilai=nilai) as penyedia:
        return TenagaAhli.objects.create(
            penyedia=penyedia, nama=nama, nama_rapat=squeeze(nama)[:100], **fields
        )


def remove_expert(penyedia, ahli, *, by):
    with taking(_edit(by), penyedia, by=by, nilai={"tenaga_ahli": [ahli.nama, None]}):
        ahli.delete()


def add_paper(penyedia, syarat, paper, *, by, berlaku_sampai=None):
    """The file of one requirement; an earlier one is kept as replaced."""
    with taking(
        _edit(by), penyedia, by=by, nilai={f"berkas {syarat}": [None, paper.nama]}
    ) as penyedia:
        return store_paper(penyedia, syarat, paper, by=by, berlaku_sampai=berlaku_sampai)


def confirm(penyedia, *, by, catatan):
    """The pokja reached the applicant by telephone."""
    with taking("confirm", penyedia, by=by, catatan=catatan) as penyedia:
        _confirmed(penyedia, CaraKonfirmasi.TELEPON)


def confirm_mail(penyedia):
    """Whoever holds the link from the mail owns the address."""
    with taking("confirm_mail", penyedia, by=None) as penyedia:
        _confirmed(penyedia, CaraKonfirmasi.SUREL)


def _confirmed(penyedia, cara):
    if penyedia.dikonfirmasi_at:
        raise NotAllowed("Pendaftaran ini sudah dikonfirmasi.")
    penyedia.dikonfirmasi_at, penyedia.cara_konfirmasi = timezone.now(), cara


def score(penyedia, *, by, nilai, catatan=None):
    """The checklist: {requirement: Nilai}, and {requirement: note}."""
    catatan = catatan or {}
    with taking("score", penyedia, by=by) as penyedia:
        penyedia.nilai_syarat.filter(syarat__in=nilai).delete()
        NilaiSyarat.objects.bulk_create(
            NilaiSyarat(
                penyedia=penyedia,
                syarat_id=key,
                nilai=value,
                catatan=catatan.get(key, ""),
                created_by=by,
            )
            for key, value in nilai.items()
        )
        met = dict(penyedia.nilai_syarat.values_list("syarat_id", "nilai"))
        asked = penyedia.pengumuman.syarat.values_list("pk", "bobot")
        penyedia.skor = score_of(list(asked), met)


def accept(penyedia, *, by, catatan=""):
    take("accept", penyedia, by=by, catatan=catatan)


def reject(penyedia, *, by, catatan):
    take("reject", penyedia, by=by, catatan=catatan)


def appoint(penyedia, *, by, no_sk, tanggal_sk, berlaku_sampai, catatan=""):
    _with_decree("appoint", penyedia, by, catatan, no_sk, tanggal_sk, berlaku_sampai)


def extend(penyedia, *, by, no_sk, tanggal_sk, berlaku_sampai, catatan=""):
    _with_decree("extend", penyedia, by, catatan, no_sk, tanggal_sk, berlaku_sampai)


def _with_decree(name, penyedia, by, catatan, no_sk, tanggal_sk, berlaku_sampai):
    if not no_sk.strip():
        raise NotAllowed("Nomor SK Bupati wajib diisi.")
    if not tanggal_sk <= berlaku_sampai <= tanggal_sk + PALING_LAMA:
        raise NotAllowed("Masa berlaku SK dihitung dari tanggalnya, paling lama lima tahun.")
    with taking(name, penyedia, by=by, catatan=catatan) as penyedia:
        penyedia.no_sk, penyedia.tanggal_sk = no_sk, tanggal_sk
        penyedia.berlaku_sampai = berlaku_sampai


def deactivate(penyedia, *, by, catatan):
    take("deactivate", penyedia, by=by, catatan=catatan)


def reactivate(penyedia, *, by, catatan):
    take("reactivate", penyedia, by=by, catatan=catatan)


def blacklist(penyedia, *, by, selesai, catatan):
    """Shut out until a day, with the reason."""
    today = timezone.localdate()
    if selesai <= today:
        raise NotAllowed("Sanksi berakhir sesudah hari ini.")
    nilai = {"sanksi": [None, selesai.isoformat()]}
    with taking("blacklist", penyedia, by=by, catatan=catatan, nilai=nilai) as penyedia:
        Sanksi.objects.create(
            penyedia=penyedia, mulai=today, selesai=selesai, alasan=catatan, created_by=by
        )


# The steps that one button and one note can take; views.step looks them up here.
BUTTONS = {f.__name__: f for f in (confirm, accept, reject, deactivate, reactivate)}
WITH_DECREE = {f.__name__: f for f in (appoint, extend)}
