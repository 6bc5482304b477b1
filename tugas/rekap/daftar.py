"""The list behind each number of the progress line: the rows that it counts, and no others."""

from dataclasses import dataclass

from django.db.models import Q, Sum
from django.urls import reverse

from desa.choices import JenisTim, Tingkat
from desa.models import Tim, Wilayah
from inovasi.choices import StatusBursa, Tahap
from inovasi.models import Bursa, UndanganDesa

ELSEWHERE = {  # counted from lists that have a page of their own
    "kartu": ("inovasi:commitments", "tahun={tahun}&tempat={kode}"),
    "ditandatangani": (
        "inovasi:commitments",
        f"tahun={{tahun}}&tempat={{kode}}&tahap={Tahap.DITANDATANGANI}",
    ),
    "ide": ("inovasi:ideas", "tahun={tahun}&wilayah={kode}"),
}
TIM = {
    "tik": ("TIK yang punya SK", JenisTim.TIK, "no_sk__gt"),
    "tik_mou": ("TIK yang punya MoU", JenisTim.TIK, "no_mou__gt"),
    "tpid": ("TPID yang punya SK", JenisTim.TPID, "no_sk__gt"),
    "tpid_mou": ("TPID yang punya MoU", JenisTim.TPID, "no_mou__gt"),
}
HADIR = {"desa_bursa", "bursa_l", "bursa_p"}


@dataclass(frozen=True)
class Daftar:
    """What the list is called, its rows, and whether each row counts people."""

    judul: str
    rows: object
    orang: bool = False


def elsewhere(kunci, place, tahun):
    """The address of the page that already lists what this number counts; "" if none does."""
    name, query = ELSEWHERE.get(kunci, ("", ""))
    return name and f"{reverse(name)}?{query.format(tahun=tahun, kode=place.pk)}"


def list_of(kunci, place, tahun, user):
    """The Daftar of a number; None for a number that there is not."""
    if kunci in TIM:
        judul, jenis, signed = TIM[kunci]
        rows = Tim.objects.visible_to(user).inside(place).filter(tahun=tahun, jenis=jenis)
        return Daftar(judul, rows.filter(**{signed: ""}).select_related("wilayah"))
    held = Bursa.objects.inside(place).filter(tahun=tahun, status=StatusBursa.SELESAI)
    if kunci == "bursa":
        return Daftar("BID yang selesai", held.visible_to(user).select_related("wilayah"))
    places = Wilayah.objects.visible_to(user).inside(place)
    if kunci == "kab_bursa":
        rows = places.filter(tingkat=Tingkat.KABUPATEN, pk__in=held.values("kabupaten"))
        return Daftar("Kabupaten yang sudah melaksanakan BID", rows)
    if kunci in HADIR:
        return Daftar("Desa yang hadir di BID", _present(places, tahun), orang=True)
    return None


def _present(places, tahun):
    """The villages that came, with the people they sent; to several bursa, all of them."""
    came = Q(bursa__tahun=tahun, bursa__status=StatusBursa.SELESAI, hadir=True)
    rows = UndanganDesa.objects.filter(came, desa__in=places.villages()).order_by()
    rows = rows.values("desa").annotate(laki=Sum("laki"), perempuan=Sum("perempuan"))
    return rows.order_by("desa")
