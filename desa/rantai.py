"""The chain over the trail: each seal carries the digest of its line and of the seal before it.

Lines are sealed after they are committed, in the order in which the sealer finds them, so nobody
waits for anybody while working. The chain is one; its head, noted elsewhere, proves the rest."""

import json
from dataclasses import dataclass, field
from datetime import UTC
from hashlib import sha256

from django.db import connection
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


def digests(rows):
    """(number, SHA-256) of lines, as the database hands them over: to make models and values of
    them first takes longer than the digest does."""
    sql, params = rows.values_list(*ISI).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while part := cursor.fetchmany(BANYAK):
            for pk, waktu, *rest, nilai in part:
                text = canonical([pk, _moment(waktu), *rest, json.loads(nilai)])
                yield pk, sha256(text.encode()).hexdigest()


def _moment(waktu):
    """SQLite keeps UTC without saying so."""
    waktu = waktu.astimezone(UTC) if waktu.tzinfo else waktu.replace(tzinfo=UTC)
    return waktu.isoformat(timespec="microseconds")


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
        now = dict(digests(_lines([seal[1] for seal in seals])))
        for seal in seals:
            hasil.rusak = _complaint(hasil, seal, now.get(seal[1], ""))
            if hasil.rusak:
                return hasil
            hasil.segel, hasil.kepala = seal[0], seal[3]
            if seal[3] in hasil.dikenal:
                hasil.dikenal[seal[3]] = True
    hasil.belum = unsealed(everything=True).count()
    return hasil


def _complaint(hasil, seal, now):
    """The first thing that is wrong here, as a sentence; "" where all is well. `now` is the digest
    of the line as it stands, "" where it is gone."""
    nomor, jejak_id, isi, sidik = seal
    if nomor != hasil.segel + 1:
        return f"Segel {hasil.segel + 1} hilang."
    if sidik != link(hasil.kepala, jejak_id, isi):
        return f"Segel {nomor} (jejak {jejak_id}) tidak menyambung pada segel sebelumnya."
    if now == isi:
        return ""
    if not now:
        return f"Jejak {jejak_id} (segel {nomor}) hilang."
    later = SegelJejak.objects.filter(jejak_id=jejak_id, pk__gt=nomor, disunting=True)
    if later.filter(isi=now).exists():
        hasil.disunting += 1
        return ""
    return f"Jejak {jejak_id} (segel {nomor}) berubah setelah disegel."


def _in_chunks():
    last = 0
    rows = SegelJejak.objects.order_by("pk").values_list("id", "jejak_id", "isi", "sidik")
    while seals := list(rows.filter(pk__gt=last)[:BANYAK]):
        yield seals
        last = seals[-1][0]


def _lines(keys):
    """Lines are sealed nearly in the order of their numbers, so a range of them is asked for: five
    thousand numbers in a list take longer to read."""
    low, high = min(keys), max(keys)
    rows = Jejak.objects.order_by()
    if high - low < 2 * BANYAK:
        return rows.filter(pk__range=(low, high))
    return rows.filter(pk__in=keys)
