"""The receipt of an entry: a number to say over the phone, and a digest of what was sent."""

import json
import secrets
from hashlib import sha256

from tugas.models import Kegiatan, Kiriman

HURUF = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is mistaken for something else
CONTENT = [
    "desa_id", "tanggal", "mulai", "selesai", "tugas", "tema", "jenis", "judul", "uraian", "hasil",
    "laki", "perempuan", "peserta", "pihak_ditemui", "masalah", "solusi", "tindak_lanjut",
    "tanggal_tindak_lanjut", "lintang", "bujur", "created_by_id",
]  # fmt: skip


def new_receipt():
    """ "7K3M-Q9TZ", given to nobody yet."""
    while True:
        letters = "".join(secrets.choice(HURUF) for _ in range(8))
        resi = f"{letters[:4]}-{letters[4:]}"
        given = [m.objects.filter(resi=resi).order_by().values("resi") for m in (Kegiatan, Kiriman)]
        if not given[0].union(given[1]).exists():
            return resi


def digest(kegiatan):
    """SHA-256 of the content in one spelling: sorted keys, no spaces, UTF-8, photos by digest."""
    content = {name: getattr(kegiatan, name) for name in CONTENT}
    content |= {"id": kegiatan.pk, "foto": sorted(b.sha256 for b in kegiatan.photos())}
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )
    return sha256(text.encode()).hexdigest()
