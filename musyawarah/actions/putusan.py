"""What a decision moves when its minutes are sealed: one table, one line per effect.

An effect is taken through the floor below, by whoever tied the decision to the object and has
the right to that step there; the team of MAD I is made by the Admin who seals. One refusal
undoes everything. A floor to come adds its lines here and its foreign key to Keputusan."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from desa.actions.tim import create_team, set_members
from desa.choices import JenisTim
from desa.models import Tim
from inovasi.actions import dokumen as dokumen_actions
from inovasi.actions import komitmen as komitmen_actions
from inovasi.choices import AlasanBerhenti
from inovasi.models import Inovasi, Komitmen
from ppid.lib.workflow import NotAllowed


@dataclass(frozen=True)
class Akibat:
    """`field` of Keputusan names the object; `step` is the row of its workflow table."""

    field: str
    model: type
    step: str
    label: str
    act: Callable


def _sign(komitmen, by, catatan):
    komitmen_actions.sign(komitmen, by=by, catatan=catatan)


def _cancel(komitmen, by, catatan):
    komitmen_actions.cancel(
        komitmen, by=by, catatan=catatan, alasan=AlasanBerhenti.TIDAK_DIINGINKAN
    )


def _divert(komitmen, by, catatan):
    komitmen_actions.divert(komitmen, by=by, catatan=catatan, alasan=AlasanBerhenti.PRIORITAS)


def _start_capture(inovasi, by, catatan):
    dokumen_actions.start_capture(inovasi, by=by, catatan=catatan)


AKIBAT = (
    Akibat("komitmen", Komitmen, "sign", "Mencatat tanda tangan komitmen", _sign),
    Akibat("komitmen", Komitmen, "divert", "Mengalihkan komitmen ke tahun berikutnya", _divert),
    Akibat("komitmen", Komitmen, "cancel", "Membatalkan komitmen", _cancel),
    Akibat("inovasi", Inovasi, "start_capture", "Memulai dokumentasi inovasi", _start_capture),
)
BY_KEY = {(a.field, a.step): a for a in AKIBAT}
PALING = 100  # objects of one kind that a form offers


def offered(musyawarah, user):
    """(effect, object) that this person may take now, in the place of the meeting."""
    for field, model in {a.field: a.model for a in AKIBAT}.items():
        effects = [a for a in AKIBAT if a.field == field]
        sources = {s for a in effects for s in model.workflow.steps[a.step].sources}
        rows = model.objects.visible_to(user).inside(musyawarah.wilayah)
        for obj in rows.filter(status__in=sources).select_related("desa").order_by("-pk")[:PALING]:
            roles = user.roles_over(obj.desa)
            for effect in effects:
                step = model.workflow.steps[effect.step]
                own = obj.created_by_id == user.pk
                if obj.status in step.sources and not step.refusal(obj, roles, own):
                    yield effect, obj


def carry_out(musyawarah, *, by):
    """Every effect not yet taken, in the order of the decisions; what each moved, in words."""
    rows = musyawarah.keputusan.select_related("komitmen__desa", "inovasi__desa", "penaut")
    moved = []
    for nomor, keputusan in enumerate(rows, start=1):
        if keputusan.dijalankan_at or not keputusan.menggerakkan:
            continue
        try:
            moved.append(_carry(keputusan, musyawarah, by))
        except NotAllowed as refusal:
            raise NotAllowed(f"Keputusan {nomor} belum dapat dijalankan. {refusal}") from refusal
        keputusan.dijalankan_at = timezone.now()
        keputusan.save(update_fields=["dijalankan_at"])
    return moved


def _carry(keputusan, musyawarah, by):
    if keputusan.tpid:
        return _install(musyawarah, by)
    field = "komitmen" if keputusan.komitmen_id else "inovasi"
    effect = BY_KEY[field, keputusan.langkah]
    obj = getattr(keputusan, field)
    catatan = f"Diputuskan dalam {musyawarah}, {musyawarah.nomor}: {keputusan.teks}"
    effect.act(obj, keputusan.penaut or by, catatan)
    return f"{effect.label}: {obj}"


def _install(musyawarah, by):
    """The team of this place and year, with those elected as its members."""
    elected = list(musyawarah.pemilihan.all())
    if not elected:
        raise NotAllowed("Hasil pemilihan TPID belum diisi.")
    known = {"jenis": JenisTim.TPID, "wilayah": musyawarah.wilayah, "tahun": musyawarah.tahun}
    tim = Tim.objects.filter(**known).first() or create_team(by=by, **known)
    there = {a.nama: a.pk for a in tim.anggota.all()}
    anggota = [
        {
            "id": there.get(e.nama),
            "nama": e.nama,
            "jenis_kelamin": e.jenis_kelamin,
            "jabatan": e.jabatan,
            "desa_id": e.desa_id,
        }
        for e in elected
    ]
    set_members(tim, by=by, anggota=anggota)
    return f"Susunan {tim}"
