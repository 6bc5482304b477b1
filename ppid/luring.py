"""What a phone keeps of its owner's work for days without signal: small, and nobody else's."""

from django.urls import reverse
from django.utils import timezone

from inovasi.choices import Bidang
from inovasi.workflow import PENULIS, PENULIS_KARTU
from ppid.beranda import FIELD, VILLAGES, next_steps, villages_with_stones
from tugas.choices import Jenis, Tema, Tugas
from tugas.keadaan import Keadaan

RUJUKAN = {
    "tugas": [[t.value, t.label] for t in Tugas],
    "tema": Tema.choices,
    "jenis": Jenis.choices,
    "bidang": Bidang.choices,
}


def data_for(user):
    """Own villages with how far they are, next steps, reference lists, pages to keep at hand."""
    desa = villages_with_stones(user, timezone.localdate().year) if user.holds(*FIELD) else []
    return {
        "pada": timezone.now().isoformat(),
        "desa": [
            {"kode": d.wilayah.pk, "nama": str(d.wilayah), "keadaan": _progress(d.batu)}
            for d in desa[:VILLAGES]
        ],
        "langkah": [
            {"desa": str(w), "teks": batu.langkah, "batas": batu.batas}
            for w, batu in next_steps(user, desa)
        ],
        "rujukan": RUJUKAN,
        "halaman": list(_pages(user)),
    }


def _progress(batu):
    done = sum(b.keadaan in {Keadaan.SELESAI, Keadaan.TIDAK_PERLU} for b in batu)
    late = sum(b.keadaan == Keadaan.TERLAMBAT for b in batu)
    words = f"{done} dari {len(batu)} tugas selesai"
    return f"{words}, {late} terlambat" if late else words


def _pages(user):
    """Forms this person writes on in the field, and what they show about it."""
    yield reverse("beranda")
    if user.holds(*FIELD):
        yield reverse("tugas:create")
    if user.holds(*PENULIS):
        yield reverse("inovasi:idea_create")
    if user.holds(*PENULIS_KARTU):
        yield reverse("inovasi:commit")
    yield reverse("tugas:outbox")
    yield reverse("tugas:receipts")
