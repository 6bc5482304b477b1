"""What becomes of a card: one function per verb, each all or nothing."""

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from desa.actions.foto import stored_fields
from desa.trail import changing, record_new, taking
from inovasi.choices import StatusKomitmen
from inovasi.ketentuan import card_faults, rival_of, rival_sentence
from inovasi.models import FotoKartu, KartuInovasi, Komitmen, PenolakanKomitmen
from inovasi.workflow import FIELD, PENULIS_KARTU
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

SIGNATURES = ("kades_nama", "kades_ttd", "bpd_nama", "bpd_ttd")


def may_write(by, desa, who=PENULIS_KARTU):
    if not who & by.roles_over(desa):
        raise NotAllowed(f"Anda tidak bertugas di Desa {desa}, jadi tidak dapat mengisi kartunya.")


def _check(komitmen):
    """What must hold whoever writes; the forms have said it already, field by field."""
    facts = {name: getattr(komitmen, name) for name in FACTS}
    for _, sentence in card_faults(**facts):
        raise NotAllowed(sentence)


FACTS = ("desa", "tahun", "tahun_anggaran", "perkiraan_biaya", "bursa")


@transaction.atomic
def enter(*, by, id, desa, foto=None, who=PENULIS_KARTU, **isi):  # noqa: A002
    """One card from paper. With both names it is signed at once; without, it stays unsigned. The
    same card sent again is the same card."""
    may_write(by, desa, who)
    if (bursa := isi.get("bursa")) and not bursa.is_open:
        raise NotAllowed(f"{bursa} sudah ditutup. Buka kembali dahulu, atau catat tanpa bursa.")
    isi.setdefault("tahun", bursa.tahun if bursa else None)
    _check(Komitmen(desa=desa, **isi))
    fields = {"desa": desa, "created_by": by, **isi}
    komitmen, made = Komitmen.objects.get_or_create(pk=id, defaults=fields)
    if komitmen.created_by_id != by.pk:
        raise Http404  # somebody else's key tells nothing, not even that it is taken
    if not made:
        return komitmen
    _keep_photo(komitmen, foto)
    komitmen.save()
    record_new(komitmen, "Isi kartu", by=by)
    if all(getattr(komitmen, name) for name in SIGNATURES):
        sign(komitmen, by=by)
    return Komitmen.objects.get(pk=id)


def edit(komitmen, *, by, **isi):
    with taking("edit", komitmen, by=by) as komitmen:
        _fill(komitmen, isi)
        may_write(by, komitmen.desa)
    return komitmen


def _fill(komitmen, isi):
    for name, value in isi.items():
        setattr(komitmen, name, value)
    _check(komitmen)


@transaction.atomic
def sign(komitmen, *, by, catatan="", **tanda):
    """Both have signed. The date of the later signature is the date of the promise."""
    if tanda:
        edit(komitmen, by=by, **tanda)
    with (
        clash_says("Desa ini sudah punya komitmen aktif untuk menu dan tahun APBDes yang sama."),
        taking("sign", komitmen, by=by, catatan=catatan) as komitmen,
    ):
        _refuse_rival(komitmen)
        komitmen.ditandatangani_at = max(komitmen.kades_ttd, komitmen.bpd_ttd)


def _refuse_rival(komitmen):
    rival = rival_of(
        komitmen.desa_id, komitmen.menu_id, komitmen.tahun_anggaran, apart_from=komitmen.pk
    )
    if rival:
        raise NotAllowed(rival_sentence(rival))


def correct(komitmen, *, by, catatan, **isi):
    """A slip on a signed card: mended by the TPID, with a note, both values in the trail."""
    with (
        clash_says("Desa ini sudah punya komitmen aktif untuk menu dan tahun APBDes yang sama."),
        taking("correct", komitmen, by=by, catatan=catatan) as komitmen,
    ):
        _fill(komitmen, isi)
        _refuse_rival(komitmen)
        komitmen.ditandatangani_at = max(komitmen.kades_ttd, komitmen.bpd_ttd)
    return komitmen


def photograph(komitmen, *, by, foto):
    with taking("photograph", komitmen, by=by) as komitmen:
        _keep_photo(komitmen, foto)
    return komitmen


def _keep_photo(komitmen, foto):
    if isinstance(foto, FotoKartu):
        komitmen.foto, komitmen.foto_kecil = foto.berkas.name, foto.kecil.name
        komitmen.foto_sha256 = foto.sha256
        FotoKartu.objects.filter(pk=foto.pk).update(komitmen=komitmen)
    elif foto:
        kept = stored_fields(foto)
        komitmen.foto, komitmen.foto_kecil = kept["berkas"], kept["kecil"]
        komitmen.foto_sha256 = kept["sha256"]


def cancel(komitmen, *, by, alasan, catatan):
    with taking("cancel", komitmen, by=by, catatan=catatan) as komitmen:
        komitmen.alasan, komitmen.berhenti_at = alasan, timezone.localdate()


def explain(komitmen, *, by, alasan, catatan):
    """Why it really stopped, by somebody who knows: the house only infers."""
    with taking("explain", komitmen, by=by, catatan=catatan) as komitmen:
        komitmen.alasan, komitmen.alasan_disimpulkan = alasan, False


CARRIED = (
    "desa_id", "menu_id", "kartu_ide_id", "bidang", "nama_kegiatan", "adaptasi", "lokasi",
    "volume", "sasaran", "perkiraan_biaya", "sumber", "butuh_p2ktd", "keahlian", "kades_nama",
    "kades_ttd", "bpd_nama", "bpd_ttd", "saksi", "foto", "foto_kecil", "foto_sha256",
    "ditandatangani_at",
)  # fmt: skip


@transaction.atomic
def divert(komitmen, *, by, alasan, catatan, tahun_anggaran=None):
    """On to another year: the promise, its amount and its signatures live on in a new card that
    names the old one."""
    to = tahun_anggaran or komitmen.tahun_anggaran + 1
    if to <= komitmen.tahun_anggaran:
        raise NotAllowed(f"Pilih tahun APBDes setelah {komitmen.tahun_anggaran}.")
    if rival := rival_of(komitmen.desa_id, komitmen.menu_id, to):
        raise NotAllowed(rival_sentence(rival))
    with taking("divert", komitmen, by=by, catatan=catatan) as old:
        old.alasan, old.berhenti_at = alasan, timezone.localdate()
        old.alasan_disimpulkan = by is None
    same = {name: getattr(old, name) for name in CARRIED}
    new = Komitmen.objects.create(
        **same,
        asal=old,
        tahun=old.tahun + to - old.tahun_anggaran,
        tahun_anggaran=to,
        status=StatusKomitmen.DITANDATANGANI,
        created_by_id=old.created_by_id,
    )
    why = f"Lanjutan dari APBDes {old.tahun_anggaran}: {old.get_alasan_display().lower()}."
    record_new(new, "Usulkan lagi", by=by, langkah="carry", catatan=f"{why} {catatan}".strip())
    return new


# Interest, and refusals


def take_interest(*, by, menu, **isi):
    return take_interests([menu], by=by, **isi)[0]


@transaction.atomic
def take_interests(menus, *, by, desa, tahun, **isi):
    """A card for each item; what the village noted that year already stays as it was."""
    may_write(by, desa)
    rows = KartuInovasi.objects.filter(desa=desa, tahun=tahun, menu__in=menus)
    there = {row.menu_id: row for row in rows}
    return [there.get(m.pk) or _interest(m, by, desa=desa, tahun=tahun, **isi) for m in menus]


def _interest(menu, by, **isi):
    made = KartuInovasi.objects.create(menu=menu, created_by=by, **isi)
    record_new(made, "Catat minat", by=by)
    return made


def promise(minat, *, by, id, **isi):  # noqa: A002
    """Interest becomes a card: the same village, menu and bursa."""
    fields = {"menu": minat.menu, "bidang": minat.menu.bidang, "bursa": minat.bursa}
    fields |= {"desa": minat.desa, "adaptasi": minat.adaptasi, "tahun": minat.tahun}
    return enter(by=by, id=id, **(fields | {"minat": minat} | isi))


@transaction.atomic
def refuse(*, by, desa, tahun, **isi):
    """The village promises nothing this year, and says why."""
    may_write(by, desa, FIELD)
    if Komitmen.objects.active().filter(desa=desa, tahun=tahun).exists():
        raise NotAllowed(f"Desa {desa} sudah punya komitmen yang ditandatangani tahun {tahun}.")
    with clash_says(f"Penolakan Desa {desa} tahun {tahun} sudah dicatat."):
        made = PenolakanKomitmen.objects.create(desa=desa, tahun=tahun, created_by=by, **isi)
    record_new(made, "Catat penolakan", by=by)
    return made


def withdraw_refusal(penolakan, *, by, catatan):
    may_write(by, penolakan.desa, FIELD)
    with changing(penolakan, "withdraw", "Cabut penolakan", by=by, catatan=catatan) as penolakan:
        penolakan.dicabut_at = timezone.now()
