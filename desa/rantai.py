"""The chain over the trail: each seal carries the digest of its line and of the seal before it.

Lines are sealed after they are committed, in the order in which the sealer finds them, so nobody
waits for anybody while working. The chain is one; its head, noted elsewhere, proves the rest."""

from dataclasses import dataclass, field
from datetime import UTC
from hashlib import sha256

from django.db.models import Exists, OuterRef

from desa.models import Jejak, SegelJejak
from ppid.lib.teks import canonical

ISI = (
    "pk", "waktu", "pelaku_id", "objek", "objek_id", "judul", "wilayah_id", "langkah", "label",
    "sebelum", "sesudah", "catatan", "nilai",
)  # fmt: skip
BANYAK = 5000  # lines read at a time
# A line gets its number when it is written and is seen when it is committed: so far back the sealer
# still looks for one that came late. No transaction lives through a million other lines.
TELAT = 1_000_000


@dataclass
class Hasil:
    """What the check found. `rusak` names the first line that is not as it was sealed."""

    segel: int = 0
    disunting: int = 0  # lines from which a person was erased, and sealed anew
    belum: int = 0  # lines without a seal
    kepala: str = ""
    rusak: str = ""
    dikenal: dict = field(default_factory=dict)  # noted heads: found in the chain?


def content_digest(row):
    """SHA-256 of a line, given as a tuple of ISI."""
    pk, waktu, *rest = row
    text = canonical([pk, waktu.astimezone(UTC).isoformat(timespec="microseconds"), *rest])
    return sha256(text.encode()).hexdigest()


def link(before, jejak_id, isi):
    return sha256(f"{before}:{jejak_id}:{isi}".encode()).hexdigest()


def unsealed(*, everything=False):
    """Lines that have no seal yet, oldest first."""
    rows = Jejak.objects.order_by("pk")
    if not everything:
        last = SegelJejak.objects.order_by("-jejak_id").values_list("jejak_id", flat=True).first()
        rows = rows.filter(pk__gt=(last or 0) - TELAT)
    return rows.filter(~Exists(SegelJejak.objects.filter(jejak_id=OuterRef("pk"))))


def verify(heads=()):
    """Read the whole chain anew, and every line it seals."""
    hasil = Hasil(dikenal=dict.fromkeys(heads, False))
    for seals in _in_chunks():
        lines = {row[0]: row for row in _lines([seal.jejak_id for seal in seals])}
        for seal in seals:
            hasil.rusak = _complaint(hasil, seal, lines.get(seal.jejak_id))
            if hasil.rusak:
                return hasil
            hasil.segel, hasil.kepala = seal.id, seal.sidik
            if seal.sidik in hasil.dikenal:
                hasil.dikenal[seal.sidik] = True
    hasil.belum = unsealed(everything=True).count()
    return hasil


def _complaint(hasil, seal, line):
    """The first thing that is wrong here, as a sentence; "" where all is well."""
    if seal.id != hasil.segel + 1:
        return f"Segel {hasil.segel + 1} hilang."
    if seal.sidik != link(hasil.kepala, seal.jejak_id, seal.isi):
        return f"Segel {seal.id} (jejak {seal.jejak_id}) tidak menyambung pada segel sebelumnya."
    if line is None:
        return f"Jejak {seal.jejak_id} (segel {seal.id}) hilang."
    now = content_digest(line)
    if now == seal.isi:
        return ""
    later = SegelJejak.objects.filter(jejak_id=seal.jejak_id, pk__gt=seal.id, disunting=True)
    if later.filter(isi=now).exists():
        hasil.disunting += 1
        return ""
    return f"Jejak {seal.jejak_id} (segel {seal.id}) berubah setelah disegel."


def _in_chunks():
    last = 0
    rows = SegelJejak.objects.order_by("pk").values_list(
        "id", "jejak_id", "isi", "sidik", named=True
    )
    while seals := list(rows.filter(pk__gt=last)[:BANYAK]):
        yield seals
        last = seals[-1].id


def _lines(keys):
    return Jejak.objects.filter(pk__in=keys).order_by().values_list(*ISI)
