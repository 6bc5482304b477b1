"""The list behind each number of the progress line: the rows that it counts, and no others."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse

from desa.choices import JenisKelamin, JenisTim, Tingkat
from desa.models import Tim, Wilayah
from inovasi.choices import Bidang, StatusBursa, Tahap
from inovasi.models import Bursa, UndanganDesa
from musyawarah.choices import Status as StatusForum
from musyawarah.models import Musyawarah
from tugas.choices import Status
from tugas.rekap.hitung import MAD, MUSDES

ELSEWHERE = {  # counted from lists that have a page of their own
    "kartu": ("inovasi:commitments", "tahun={tahun}&tempat={kode}"),
    "ditandatangani": (
        "inovasi:commitments",
        f"tahun={{tahun}}&tempat={{kode}}&tahap={Tahap.DITANDATANGANI}",
    ),
    "apbdes": ("inovasi:commitments", f"tahun={{tahun}}&tempat={{kode}}&tahap={Tahap.APBDES}"),
    "ide": ("inovasi:ideas", "tahun={tahun}&wilayah={kode}"),
    "diterima": ("tugas:index", f"tahun={{tahun}}&desa={{kode}}&status={Status.DITERIMA}"),
    "peserta": ("tugas:index", f"tahun={{tahun}}&desa={{kode}}&status={Status.DITERIMA}"),
} | {
    f"{kunci}_{b}": (name, f"{query}&bidang={b}")
    for b in Bidang.values
    for kunci, name, query in (
        ("kartu", "inovasi:commitments", "tahun={tahun}&tempat={kode}"),
        ("apbdes", "inovasi:commitments", f"tahun={{tahun}}&tempat={{kode}}&tahap={Tahap.APBDES}"),
        ("ide", "inovasi:ideas", "tahun={tahun}&wilayah={kode}"),
    )
}
TIM = {
    "tik": ("TIK yang punya SK", JenisTim.TIK, "no_sk__gt"),
    "tik_mou": ("TIK yang punya MoU", JenisTim.TIK, "no_mou__gt"),
    "tpid": ("TPID yang punya SK", JenisTim.TPID, "no_sk__gt"),
    "tpid_mou": ("TPID yang punya MoU", JenisTim.TPID, "no_mou__gt"),
}
HADIR = {"desa_bursa", "bursa_l", "bursa_p", "peserta_bursa"}
ANGGOTA = {
    "anggota_tik": ("Anggota TIK menurut tim", JenisTim.TIK),
    "anggota_tpid": ("Anggota TPID menurut tim", JenisTim.TPID),
}
FORUM = {
    "mad": ("Yang hadir di MAD yang final", MAD),
    "musdes": ("Yang hadir di Musdes yang final", MUSDES),
}
SEX = {"jumlah_l": JenisKelamin.L, "jumlah_p": JenisKelamin.P}


@dataclass(frozen=True)
class Daftar:
    """What the list is called, its rows, and whether each row counts people."""

    judul: str
    rows: object
    orang: bool = False
    desa: bool = False  # each row is {"desa": code, …} and no object


def elsewhere(kunci, place, tahun):
    """The address of the page that already lists what this number counts; "" if none does."""
    name, query = ELSEWHERE.get(kunci, ("", ""))
    return name and f"{reverse(name)}?{query.format(tahun=tahun, kode=place.pk)}"


def list_of(kunci, place, tahun, user, *, sendiri=False):
    """The Daftar of a number; None for a number that there is not. `sendiri`: only what lies at
    the place itself, as in the last row of the places below."""

    def of(model, **condition):
        rows = model.objects.visible_to(user).inside(place).filter(tahun=tahun, **condition)
        rows = rows.filter(kecamatan=place.pk) if sendiri else rows
        return rows.select_related("wilayah")

    if kunci in TIM:
        judul, jenis, signed = TIM[kunci]
        return Daftar(judul, of(Tim, jenis=jenis, **{signed: ""}))
    if kunci in ANGGOTA:
        judul, jenis = ANGGOTA[kunci]
        return Daftar(judul, _people(of(Tim, jenis=jenis), "anggota"), orang=True)
    if kunci in FORUM:
        judul, jenis = FORUM[kunci]
        held = of(Musyawarah, jenis__in=jenis, status=StatusForum.FINAL)
        rows = _people(held.defer("jalannya"), "kehadiran", kehadiran__hadir=True)
        return Daftar(judul, rows, orang=True)
    if kunci == "bursa":
        return Daftar("BID yang selesai", of(Bursa, status=StatusBursa.SELESAI))
    return _places(kunci, Wilayah.objects.visible_to(user).inside(place), tahun)


def _places(kunci, places, tahun):
    if kunci == "kab_bursa":
        held = Bursa.objects.filter(tahun=tahun, status=StatusBursa.SELESAI)
        rows = places.filter(tingkat=Tingkat.KABUPATEN, pk__in=held.values("kabupaten"))
        return Daftar("Kabupaten yang sudah melaksanakan BID", rows)
    if kunci in HADIR:
        return Daftar("Desa yang hadir di BID", _present(places, tahun), orang=True, desa=True)
    return None


def _people(rows, path, **condition):
    """Rows with the men and women under them; those without anybody are left out."""
    counts = {
        word: Count(path, filter=Q(**{f"{path}__jenis_kelamin": sex}, **condition))
        for word, sex in SEX.items()
    }
    return rows.annotate(**counts).filter(Q(jumlah_l__gt=0) | Q(jumlah_p__gt=0))


def _present(places, tahun):
    """The villages that came, with the people they sent; to several bursa, all of them."""
    came = Q(bursa__tahun=tahun, bursa__status=StatusBursa.SELESAI, hadir=True)
    rows = UndanganDesa.objects.filter(came, desa__in=places.villages()).order_by()
    rows = rows.values("desa").annotate(laki=Sum("laki"), perempuan=Sum("perempuan"))
    return rows.order_by("desa")
