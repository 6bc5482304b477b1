"""Telling people: once each, read, settled, and once more in a letter."""

from django.db import transaction
from django.utils import timezone

from desa.choices import AlasanKabar, Ringkasan
from desa.models import Pemberitahuan, Pengguna
from desa.trail import changing

SENIN = 0


def notify(to, alasan, objek, kalimat, *, tautan="", tenggat=None, kunci="", rincian=""):
    """Put one sentence into the inbox of a person or of several; how many had not got it yet.

    `objek` is what it is about, or None. The same reason about the same object is the same news;
    `kunci` tells apart what is to be said again: the round of a return, the days that are left.
    Safe to call as often as one likes, and from two places at once."""
    people = {to.pk} if isinstance(to, Pengguna) else {getattr(p, "pk", p) for p in to}
    news = {
        "alasan": AlasanKabar(alasan),
        "objek": objek._meta.label if objek else "",
        "objek_id": str(objek.pk) if objek else "",
        "wilayah_id": _place_of(objek),
        "kalimat": _shortened(kalimat),
        "rincian": rincian,
        "tautan": tautan or (objek.get_absolute_url() if objek else ""),
        "tenggat": tenggat,
    }
    news["kunci"] = "|".join([news["alasan"], news["objek"], news["objek_id"], str(kunci)])
    known = Pemberitahuan.objects.filter(kunci=news["kunci"], pengguna__in=people)
    fresh = people - set(known.values_list("pengguna", flat=True))
    Pemberitahuan.objects.bulk_create(
        [Pemberitahuan(pengguna_id=pk, **news) for pk in sorted(fresh)],
        ignore_conflicts=True,  # somebody else told them in the same moment
    )
    return len(fresh)


def _place_of(objek):
    place = getattr(objek, "place", None)
    return place.kode if place else ""


def _shortened(kalimat):
    return kalimat if len(kalimat) <= 300 else f"{kalimat[:299]}…"


def settle(objek, *alasan):
    """What was asked about this object has been done: nobody needs to be reminded of it. Without
    `alasan` whatever was asked."""
    rows = Pemberitahuan.objects.about(objek).unanswered()
    if alasan:
        rows = rows.filter(alasan__in=alasan)
    return rows.update(dijawab_at=timezone.now())


def read(kabar):
    """Seen by the one it is for."""
    if kabar.dibaca_at is None:
        kabar.dibaca_at = timezone.now()
        kabar.save(update_fields=["dibaca_at"])


def read_all(user):
    return Pemberitahuan.objects.of(user).unread().update(dibaca_at=timezone.now())


def choose_digest(user, ringkasan):
    with changing(user, "choose_digest", "Atur ringkasan surel", by=user) as fresh:
        fresh.ringkasan = ringkasan


def wanting_letters(today):
    """Keys of the people to whom a letter goes this morning."""
    often = [Ringkasan.HARIAN]
    if today.weekday() == SENIN:
        often.append(Ringkasan.MINGGUAN)
    rows = Pemberitahuan.objects.to_mail().filter(
        pengguna__ringkasan__in=often, pengguna__is_active=True
    )
    rows = rows.exclude(pengguna__email="").order_by("pengguna")
    return list(rows.values_list("pengguna", flat=True).distinct())


@transaction.atomic
def take_letter(pengguna_id):
    """What goes into one letter, marked as sent before it goes: of two workers at once the second
    finds nothing. A letter that is lost on the way costs nothing: the inbox keeps it all."""
    rows = Pemberitahuan.objects.select_for_update(skip_locked=True).to_mail()
    rows = list(rows.filter(pengguna=pengguna_id).order_by("pk"))
    sent = Pemberitahuan.objects.filter(pk__in=[kabar.pk for kabar in rows])
    sent.update(disurati_at=timezone.now())
    return rows


def give_back_letter(rows):
    """The mail server refused: they wait for the next morning."""
    Pemberitahuan.objects.filter(pk__in=[kabar.pk for kabar in rows]).update(disurati_at=None)
