"""What one companion hands to the next: one page, gathered from what is there."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch
from django.utils import timezone

from desa.choices import Jabatan, Peran
from desa.models import AnggotaTim, Pemberitahuan, Pengguna, Penugasan, ProfilDesa
from inovasi.choices import StatusKomitmen
from inovasi.models import Komitmen
from tugas.choices import Status
from tugas.jalan import stones_of, urgency
from tugas.models import Kegiatan

LAMA = timedelta(days=90)  # a promise made in the field before that is asked of the village itself
BANYAK = 50  # lines of each list
BERLANGSUNG = [
    StatusKomitmen.DITANDATANGANI, StatusKomitmen.MASUK_RKPDES, StatusKomitmen.MASUK_APBDES,
    StatusKomitmen.DILAKSANAKAN,
]  # fmt: skip


@dataclass(frozen=True)
class Bekal:
    """What is due, what was promised, what came back, what was never read, who is who."""

    desa: list
    langkah: list
    janji: list
    komitmen: list
    kembali: list
    draf: int
    belum_dibaca: list
    profil: list
    tpid: list
    rekan: list


def held_by(orang, places):
    """Villages in which this person is PLD today, inside what the asker looks after."""
    return list(
        places.filter(pengguna=orang, peran=Peran.PLD)
        .in_force()
        .select_related("wilayah")
        .order_by("wilayah")
    )


def pack_of(orang, penugasan):
    desa = [t.wilayah for t in penugasan]
    kodes = [w.pk for w in desa]
    above = {w.induk_id for w in desa}
    today = timezone.localdate()
    own = Kegiatan.objects.by(orang).filter(desa__in=kodes).select_related("desa")
    janji = own.sent().filter(tanggal_tindak_lanjut__gte=today - LAMA)
    return Bekal(
        desa=desa,
        langkah=_steps(desa, today.year),
        janji=list(janji.order_by("tanggal_tindak_lanjut", "pk")[:BANYAK]),
        komitmen=_promises(kodes),
        kembali=list(own.filter(status=Status.DIKEMBALIKAN).order_by("tanggal", "pk")[:BANYAK]),
        draf=own.filter(status=Status.DRAF).count(),
        belum_dibaca=list(Pemberitahuan.objects.of(orang).unread()[:BANYAK]),
        profil=list(ProfilDesa.objects.filter(desa__in=kodes).select_related("desa")),
        tpid=_team(above, today.year),
        rekan=_colleagues(above, orang),
    )


def _steps(desa, tahun):
    stones = stones_of([w.pk for w in desa], tahun)
    due = [(w, b) for w in desa for b in stones[w.pk] if b.langkah]
    return sorted(due, key=lambda step: urgency(step[1]))[:BANYAK]


def _promises(kodes):
    rows = Komitmen.objects.filter(desa__in=kodes, status__in=BERLANGSUNG)
    return list(rows.select_related("desa", "menu").order_by("tahun_anggaran", "pk")[:BANYAK])


def _team(kodes, tahun):
    rows = AnggotaTim.objects.filter(tim__wilayah__in=kodes, tim__tahun=tahun)
    heads = [Jabatan.KETUA, Jabatan.SEKRETARIS, Jabatan.VERIFIKATOR]
    return list(rows.filter(jabatan__in=heads).select_related("tim__wilayah")[:BANYAK])


def _colleagues(kodes, orang):
    roles = Penugasan.objects.in_force().filter(wilayah__in=kodes, peran__in=[Peran.PD, Peran.TPID])
    people = Pengguna.objects.filter(pk__in=roles.values("pengguna"), is_active=True)
    here = Prefetch("penugasan", roles.select_related("wilayah"), to_attr="di_sini")
    return list(people.exclude(pk=orang.pk).order_by("nama").prefetch_related(here)[:BANYAK])
