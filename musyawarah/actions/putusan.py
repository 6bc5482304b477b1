"""What a decision moves when its minutes are sealed: one table, one line per effect.

An effect is taken through the floor below: what a person promises for a village, by whoever tied
the decision to the object and has the right to that step there; what the forum itself decides, by
the Admin who seals. One refusal undoes everything. What can be taken back is, when the minutes are
opened again. A floor to come adds its lines here and its foreign key to Keputusan."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from desa.actions.tim import create_team, set_members
from desa.choices import JenisTim
from desa.models import Tim
from inovasi.actions import dokumen as dokumen_actions
from inovasi.actions import komitmen as komitmen_actions
from inovasi.choices import AlasanBerhenti
from inovasi.models import Inovasi, Komitmen
from musyawarah.choices import JenisMusyawarah as J
from p2ktd.actions import kebutuhan as kebutuhan_actions
from p2ktd.actions import laporan as laporan_actions
from p2ktd.choices import Putusan
from p2ktd.models import Kebutuhan, Pekerjaan
from ppid.lib.workflow import NotAllowed

MAD = frozenset({J.MAD_1, J.MAD_2, J.MAD_KHUSUS})
MUSDES_P2KTD = frozenset({J.MUSDES_P2KTD})


@dataclass(frozen=True)
class Akibat:
    """`field` of Keputusan names the object; `step` is the row of its workflow table; `act` takes
    (object, by, keputusan, a sentence for the trail)."""

    field: str
    model: type
    step: str
    label: str
    act: Callable
    jenis: frozenset | None = None  # the kinds of forum that may decide it; None: every kind
    undo: Callable | None = None  # (object, by, keputusan, reason), when the minutes are reopened

    @property
    def forum(self):
        """Whether the forum decides it, whoever wrote it down."""
        return self.jenis is not None


def _sign(komitmen, by, keputusan, catatan):
    komitmen_actions.sign(komitmen, by=by, catatan=catatan)


def _cancel(komitmen, by, keputusan, catatan):
    komitmen_actions.cancel(
        komitmen, by=by, catatan=catatan, alasan=AlasanBerhenti.TIDAK_DIINGINKAN
    )


def _divert(komitmen, by, keputusan, catatan):
    komitmen_actions.divert(komitmen, by=by, catatan=catatan, alasan=AlasanBerhenti.PRIORITAS)


def _start_capture(inovasi, by, keputusan, catatan):
    dokumen_actions.start_capture(inovasi, by=by, catatan=catatan)


def _prioritise(kebutuhan, by, keputusan, catatan):
    """Its place in the list is its place among the needs that this forum put in order."""
    asked = keputusan.musyawarah.keputusan.filter(kebutuhan__isnull=False)
    order = list(asked.values_list("pk", flat=True))
    kebutuhan_actions.prioritise(
        kebutuhan,
        by=by,
        prioritas=order.index(keputusan.pk) + 1,
        berita_acara=keputusan.musyawarah.nomor,
        alokasi=keputusan.alokasi,
        catatan=catatan,
    )


def _account(putusan):
    """The verdict of a Musdes on a work; its notes are points that somebody must close."""

    def act(pekerjaan, by, keputusan, catatan):
        held = keputusan.musyawarah
        laporan_actions.account_for(
            pekerjaan,
            by=by,
            putusan=putusan,
            nomor=held.nomor,
            tanggal=held.tanggal,
            catatan=catatan if putusan == Putusan.DITERIMA else keputusan.catatan,
        )

    return act


def _demote(kebutuhan, by, keputusan, catatan):
    kebutuhan_actions.demote(kebutuhan, by=by, catatan=catatan)


def _withdraw_account(pekerjaan, by, keputusan, catatan):
    laporan_actions.withdraw_account(pekerjaan, by=by, catatan=catatan)


AKIBAT = (
    Akibat("komitmen", Komitmen, "sign", "Mencatat tanda tangan komitmen", _sign),
    Akibat("komitmen", Komitmen, "divert", "Mengalihkan komitmen ke tahun berikutnya", _divert),
    Akibat("komitmen", Komitmen, "cancel", "Membatalkan komitmen", _cancel),
    Akibat("inovasi", Inovasi, "start_capture", "Memulai dokumentasi inovasi", _start_capture),
    Akibat("kebutuhan", Kebutuhan, "prioritise", "Memprioritaskan kebutuhan P2KTD", _prioritise,
           MAD, _demote),
    Akibat("pekerjaan", Pekerjaan, "account", "Menerima hasil pekerjaan",
           _account(Putusan.DITERIMA), MUSDES_P2KTD, _withdraw_account),
    Akibat("pekerjaan", Pekerjaan, "account_noted", "Menerima hasil pekerjaan dengan catatan",
           _account(Putusan.DENGAN_CATATAN), MUSDES_P2KTD, _withdraw_account),
    Akibat("pekerjaan", Pekerjaan, "refuse", "Menolak hasil pekerjaan",
           _account(Putusan.DITOLAK), MUSDES_P2KTD),
)  # fmt: skip
BY_KEY = {(a.field, a.step): a for a in AKIBAT}
BERCATATAN = {"account_noted", "refuse"}  # nobody can mend what is not said
PALING = 100  # objects of one kind that a form offers


def offered(musyawarah, user):
    """(effect, object) that this person may tie to a decision of this forum."""
    here = [a for a in AKIBAT if not a.forum or musyawarah.jenis in a.jenis]
    for field, model in {a.field: a.model for a in here}.items():
        effects = [a for a in here if a.field == field]
        sources = {s for a in effects for s in model.workflow.steps[a.step].sources}
        rows = model.objects.visible_to(user).inside(musyawarah.wilayah)
        for obj in rows.filter(status__in=sources).select_related("desa").order_by("-pk")[:PALING]:
            for effect in effects:
                if _open_to(effect, obj, user):
                    yield effect, obj


def _open_to(effect, obj, user):
    step = effect.model.workflow.steps[effect.step]
    if obj.status not in step.sources:
        return False
    own = obj.created_by_id == user.pk
    return effect.forum or not step.refusal(obj, user.roles_over(obj.desa), own)


def carry_out(musyawarah, *, by):
    """Every effect not yet taken, in the order of the decisions; what each moved, in words."""
    moved = []
    for nomor, keputusan in enumerate(musyawarah.putusan, start=1):
        if keputusan.dijalankan_at or not keputusan.menggerakkan:
            continue
        keputusan.musyawarah = musyawarah
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
    effect, obj = BY_KEY[keputusan.bidang_objek, keputusan.langkah], keputusan.objek
    catatan = f"Diputuskan dalam {musyawarah}, {musyawarah.nomor}: {keputusan.teks}"
    who = by if effect.forum else keputusan.penaut or by
    effect.act(obj, who, keputusan, catatan)
    return f"{effect.label}: {obj}"


def take_back(musyawarah, *, by, catatan):
    """The minutes were opened again: their verdicts wait for the next seal. What has gone on since
    stays as it is, and the trail says why."""
    told = []
    reason = f"Berita acara {musyawarah.nomor} dibuka kembali: {catatan}"
    for keputusan in musyawarah.keputusan.with_objects().filter(dijalankan_at__isnull=False):
        effect = BY_KEY.get((keputusan.bidang_objek, keputusan.langkah))
        if effect and effect.undo:
            told.append(_take_back(effect, keputusan, by, reason))
    return told


def _take_back(effect, keputusan, by, reason):
    obj = keputusan.objek
    try:
        with transaction.atomic():
            effect.undo(obj, by, keputusan, reason)
    except NotAllowed as refusal:
        return f"Tetap berlaku: {effect.label}, {obj}. {refusal}"
    keputusan.dijalankan_at = None
    keputusan.save(update_fields=["dijalankan_at"])
    return f"Dicabut: {effect.label}, {obj}"


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
