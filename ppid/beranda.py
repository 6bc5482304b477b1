"""What each person finds first: their next steps, what came back, what waits, how far it is."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran, Tingkat
from desa.kode import level_of
from desa.models import Wilayah
from inovasi.selamatkan import front_of_rescue
from p2ktd.beranda import front_of_pokja
from ppid.giliran import FIELD, TERBACA, open_forums, turns_of, unfinished
from tugas.choices import Status, Tugas
from tugas.jalan import counts_of, stones_of, urgency
from tugas.models import Kegiatan
from tugas.views.wilayah import address

REVIEWERS = (Peran.PD, Peran.TPID)
ABOVE = (Peran.TIK, Peran.ADMIN, Peran.PEMANTAU)
STEPS = 3  # next steps on a phone's first screen
SHOWN = 5  # rows of each short list
VILLAGES = 30  # more are one tap away
UNFINISHED = 60  # own entries read: what came back, then drafts
LIMIT = 100  # a count beyond it is "100+"


@dataclass(frozen=True)
class Desa:
    """A village on the front page, with its seven stones."""

    wilayah: Wilayah
    batu: list


def front_page(user):
    """The template context of "/": only what this person's roles call for."""
    tahun = timezone.localdate().year
    context = {"tahun": tahun, "tugas": Tugas, "boleh_catat": user.holds(*FIELD)}
    own = list(unfinished(user)[:UNFINISHED])
    if user.holds(*FIELD):
        context |= _field(user, tahun, own) | front_of_rescue(user)
    if user.holds(*REVIEWERS):
        context |= _review(user)
    if user.holds(*ABOVE):
        context |= _above(user, tahun) | front_of_pokja(user)
    antre = next(iter(context.get("tinjau", [])), None)
    forum = list(open_forums(user, timezone.localdate())[:TERBACA])
    turns = turns_of(user, context.get("desa", []), own, forum, antre)
    soonest = sorted(forum, key=lambda m: (m.tanggal, m.pk))[:SHOWN]
    return context | {"utama": turns[:1], "giliran": turns[1:], "forum": soonest}


def _field(user, tahun, own):
    found = villages_with_stones(user, tahun)
    desa = found[:VILLAGES]
    reviews = user.holds(*REVIEWERS)
    return {
        "desa": desa,
        "desa_lagi": len(found) > VILLAGES,
        "matriks": list(_matrix(desa, tahun)) if reviews else [],
        "draf": [k for k in own if k.status == Status.DRAF][:SHOWN],
        "bulan_ini": None if reviews else _this_month(user),
    }


def _matrix(desa, tahun):
    """Rows for the table of villages and duties: whoever looks after a kecamatan scans it."""
    for d in desa:
        page = f"{address(d.wilayah)}?tahun={tahun}"
        yield d.wilayah, page, [replace(b, tautan=page) for b in d.batu]


def villages_with_stones(user, tahun):
    """A person's own villages, one more than a page shows if there are more."""
    mine = list(user.villages_as(*FIELD).select_related("induk").order_by("pk")[: VILLAGES + 1])
    stones = stones_of([w.pk for w in mine], tahun)
    return [Desa(w, stones[w.pk]) for w in mine]


def next_steps(user, desa):
    """The most pressing steps that are this person's to take, at most one for each village. What
    waits for review has its own place on the page."""
    steps, queue = [], reverse("tugas:queue")
    for d in desa:
        roles = user.roles_over(d.wilayah)
        turn = [b for b in d.batu if b.langkah and b.siapa in roles and b.tautan != queue]
        if turn:
            steps.append((d.wilayah, min(turn, key=urgency)))
    return sorted(steps, key=lambda step: urgency(step[1]))[:STEPS]


def _this_month(user):
    today = timezone.localdate()
    own = Kegiatan.objects.visible_to(user).by(user)
    return own.sent().filter(tanggal__gte=today.replace(day=1), tanggal__lte=today).count()


def _review(user):
    waiting = Kegiatan.objects.visible_to(user).for_review(user).for_row()
    found = list(waiting[: LIMIT + 1])
    return {
        "tinjau": found[:SHOWN],
        "tinjau_jumlah": f"{LIMIT}+" if len(found) > LIMIT else str(len(found)),
    }


def _above(user, tahun):
    """The territory's numbers."""
    places = sorted(
        {t.wilayah for t in user.tugas if t.peran in ABOVE}, key=lambda w: (w.urutan, w.pk)
    )
    tempat = next((w for w in places if level_of(w.pk) != Tingkat.DESA), None)
    return {
        "tempat": tempat,
        "tempat_alamat": address(tempat),
        "sel": counts_of(tempat, tahun),
    }
