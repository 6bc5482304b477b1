"""Flags: what a reviewer should look at twice. They never block anybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

from desa.models import ProfilDesa
from ppid.lib.teks import squeeze
from tugas.choices import Tugas
from tugas.models import Bukti, Kegiatan

LAMA = timedelta(days=31)
SALINAN = timedelta(days=60)
JAUH_KM = 15
BUMI_KM = 6371
PESERTA_BANYAK = 2000
RECENT = 300  # entries of the author whose text is compared


@dataclass(frozen=True)
class Tanda:
    kode: str
    kalimat: str
    applies: Callable


def flags_of(kegiatan):
    """The codes of all flags that apply to an entry as it is sent."""
    return [tanda.kode for tanda in SEMUA if tanda.applies(kegiatan)]


def sentences(kegiatan):
    return [KALIMAT[kode] for kode in kegiatan.tanda if kode in KALIMAT]


def long_ago(kegiatan):
    sent = kegiatan.terkirim_at.astimezone(ZoneInfo(kegiatan.desa.zona)).date()
    return sent - kegiatan.tanggal > LAMA


def in_two_places(kegiatan):
    if not (kegiatan.mulai and kegiatan.selesai):
        return False
    same_time = _others_of(kegiatan).filter(
        tanggal=kegiatan.tanggal, mulai__lt=kegiatan.selesai, selesai__gt=kegiatan.mulai
    )
    return same_time.exclude(desa=kegiatan.desa_id).exists()


def far_from_village(kegiatan):
    if kegiatan.lintang is None:
        return False
    profil = ProfilDesa.objects.filter(pk=kegiatan.desa_id, lintang__isnull=False).first()
    return bool(profil) and _km(kegiatan, profil) > JAUH_KM


def photo_seen_before(kegiatan):
    digests = [b.sha256_asli for b in kegiatan.photos()]
    if not digests:
        return False
    elsewhere = Kegiatan.objects.sent().outside_group_of(kegiatan)
    same = Bukti.objects.filter(sha256_asli__in=digests, kegiatan__in=elsewhere)
    return same.exists()


def text_seen_before(kegiatan):
    since, until = kegiatan.tanggal - SALINAN, kegiatan.tanggal + SALINAN
    recent = _others_of(kegiatan).filter(tanggal__range=(since, until)).order_by("-tanggal", "-pk")
    mine = squeeze(kegiatan.uraian)
    return any(squeeze(text) == mine for text in recent.values_list("uraian", flat=True)[:RECENT])


def odd_attendance(kegiatan):
    if kegiatan.peserta is None:
        return False
    apart = kegiatan.laki is not None and kegiatan.perempuan is not None
    return kegiatan.peserta > PESERTA_BANYAK or (kegiatan.peserta > 0 and not apart)


def without_theme(kegiatan):
    return kegiatan.tugas == Tugas.SOSIALISASI and not kegiatan.tema


def without_people(kegiatan):
    return kegiatan.tugas == Tugas.SOSIALISASI and not kegiatan.peserta


def _others_of(kegiatan):
    others = Kegiatan.objects.sent().outside_group_of(kegiatan)
    return others.filter(created_by=kegiatan.created_by_id)


def _km(a, b):
    """Distance over the ground between two points (haversine)."""
    lat1, lat2 = radians(float(a.lintang)), radians(float(b.lintang))
    half_lat, half_lon = (lat2 - lat1) / 2, radians(float(b.bujur) - float(a.bujur)) / 2
    arc = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
    return 2 * BUMI_KM * asin(sqrt(arc))


SEMUA = [
    Tanda("jauh_lampau", "Dikirim lebih dari 31 hari sesudah tanggal kegiatan.", long_ago),
    Tanda("dua_tempat", "Pada jam yang sama penulis tercatat di desa lain.", in_two_places),
    Tanda("luar_desa", "Lokasi lebih dari 15 km dari titik desa.", far_from_village),
    Tanda("foto_dipakai_lagi", "Ada foto yang sudah dipakai di kegiatan lain.", photo_seen_before),
    Tanda(
        "teks_salinan",
        "Uraiannya sama dengan catatan lain dari penulis ini dalam 60 hari.",
        text_seen_before,
    ),
    Tanda(
        "peserta_janggal",
        "Jumlah peserta perlu dicek: lebih dari 2.000, atau L dan P belum dipisah.",
        odd_attendance,
    ),
    Tanda(
        "tanpa_tema",
        "Tema belum dipilih, jadi belum dihitung untuk Sosialisasi.",
        without_theme,
    ),
    Tanda(
        "tanpa_peserta",
        "Jumlah peserta belum diisi, jadi belum dihitung untuk Sosialisasi.",
        without_people,
    ),
]
KALIMAT = {tanda.kode: tanda.kalimat for tanda in SEMUA}
