"""What a phone sends: items with their receipts, files piece by piece, photos after their text."""

from datetime import timedelta
from hashlib import sha256

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from desa.trail import changing
from ppid.lib.foto import PALING_BESAR
from ppid.lib.workflow import NotAllowed
from tugas.actions import bukti
from tugas.actions.kegiatan import log, seal
from tugas.choices import Status
from tugas.foto import PALING_BANYAK
from tugas.kiriman import content_digest, title_of
from tugas.models import Bagian, Bukti, Kegiatan, Kiriman
from tugas.resi import new_receipt

STILL_TAKES = {Status.DRAF, Status.TERKIRIM, Status.DIKEMBALIKAN}
AT_ONCE = 256 * 1024  # bytes of one piece
WEEK = timedelta(days=7)  # after which pieces that nobody used go
JOINED = "berkas:"  # "berkas:foto" in a form stands for the file "foto" that came in pieces

# Items


def digest_of(request):
    """SHA-256 of what a form says and of its files, as the phone sent them."""
    return content_digest(request.POST, _digests(request.FILES))


def claim(key, *, by, typed, tujuan, jam, **known):
    """(the row of this key, whether it is new). Whoever comes second waits for the first."""
    row, new = Kiriman.objects.get_or_create(
        pk=key,
        defaults={
            "pengguna": by,
            "judul": title_of(typed, "Isian formulir"),
            "tujuan": tujuan[:200],
            "resi": new_receipt,
            "ditulis_at": jam.ditulis,
            "selisih": jam.selisih,
            **known,
        },
    )
    if row.pengguna_id != by.pk:
        raise Http404  # somebody else's key tells nothing
    return row, new


def _digests(files):
    for file in (f for _, group in files.lists() for f in group):
        yield sha256(file.read()).hexdigest()
        file.seek(0)


def settle(row, *, alamat):
    row.alamat = alamat[:300]
    row.save(update_fields=["alamat"])


@transaction.atomic
def receive_entry(*, by, typed, tujuan, jam, catatan, isi):
    """An entry of the log, and the row for it under the entry's own receipt: (entry, row)."""
    kegiatan = log(by=by, **isi)
    row, _ = claim(
        kegiatan.pk,
        by=by,
        typed=typed,
        tujuan=tujuan,
        jam=jam,
        resi=kegiatan.resi,
        sidik=kegiatan.sidik,
        alamat=kegiatan.get_absolute_url(),
        catatan=catatan,
    )
    return kegiatan, row


def receipt(row):
    return {
        "id": str(row.pk),
        "resi": row.resi,
        "waktu": row.diterima_at.isoformat(),
        "sidik": row.sidik,
        "alamat": row.alamat,
        "catatan": row.catatan,
    }


# Files in pieces


def arrived(sidik, *, by):
    """How many bytes of this file are here, without a gap."""
    size = 0
    for mulai, isi in Bagian.objects.filter(pengguna=by, sidik=sidik).values_list("mulai", "isi"):
        if mulai != size:
            break
        size += len(isi)
    return size


@transaction.atomic
def take_piece(sidik, mulai, isi, *, by):
    """Keep one piece, once; how many bytes are here now."""
    if len(isi) > AT_ONCE or mulai + len(isi) > PALING_BESAR:
        raise NotAllowed("Berkas ini terlalu besar. Pilih foto yang lebih kecil.")
    Bagian.objects.filter(pengguna=by, created_at__lt=timezone.now() - WEEK).delete()
    if mulai == arrived(sidik, by=by):
        Bagian.objects.get_or_create(
            pengguna=by, sidik=sidik, mulai=mulai, defaults={"isi": bytes(isi)}
        )
    return arrived(sidik, by=by)


class Incomplete(Exception):
    """Some files have not wholly arrived: {digest: bytes that are here}."""

    def __init__(self, here):
        super().__init__(here)
        self.here = here


def join_files(typed, files, *, by):
    """Put the files that came in pieces where the form looks for them, and let the pieces go. A
    form names them by "<sha256> <bytes> <name>"."""
    named = [(n, v.split(" ", 2)) for n, vs in typed.lists() if n.startswith(JOINED) for v in vs]
    whole = {parts[0]: _whole(parts, by) for _, parts in named if len(parts) == 3}
    if missing := [sidik for sidik, content in whole.items() if content is None]:
        raise Incomplete({sidik: arrived(sidik, by=by) for sidik in missing})
    for name, (sidik, _, nama) in named:
        file = SimpleUploadedFile(nama[-100:] or "foto.jpg", whole[sidik])
        files.appendlist(name.removeprefix(JOINED), file)
    Bagian.objects.filter(pengguna=by, sidik__in=whole).delete()


def _whole(parts, by):
    """The content of a file, or None where bytes are still missing."""
    sidik, size, _ = parts
    pieces = Bagian.objects.filter(pengguna=by, sidik=sidik)
    content = b"".join(bytes(isi) for isi in pieces.values_list("isi", flat=True))
    return content if content and str(len(content)) == size else None


def forget_broken(typed, *, by):
    """Drop pieces that make a whole of the wrong digest, so that they are sent anew."""
    for name, values in typed.lists():
        for parts in (v.split(" ", 2) for v in values if name.startswith(JOINED)):
            content = _whole(parts, by) if len(parts) == 3 else None
            if content and sha256(content).hexdigest() != parts[0]:
                Bagian.objects.filter(pengguna=by, sidik=parts[0]).delete()


# Photos that follow their entry


@transaction.atomic
def follow_with_photo(kegiatan, foto, *, by):
    """Give a photo to an entry that has arrived, and to its sisters; once, however often it is
    sent. False: it was there already."""
    group = _locked(kegiatan)
    here = Bukti.objects.in_use().filter(kegiatan=kegiatan)
    if here.filter(sha256_asli=foto.sha256_asli).exists():
        return False
    if any(k.status not in STILL_TAKES for k in group):
        raise NotAllowed("Kegiatan ini sudah diterima peninjau, jadi tidak menerima foto lagi.")
    if here.count() >= PALING_BANYAK:
        raise NotAllowed(f"Kegiatan ini sudah mempunyai {PALING_BANYAK} foto.")
    bukti.keep([foto], isian=kegiatan.pk, by=by)
    bukti.give(foto, isian=kegiatan.pk, by=by, entries=[kegiatan, *_sisters(group, kegiatan)])
    for entry in group:
        with changing(entry, "photo", "Foto menyusul", by=by, catatan=foto.nama) as fresh:
            seal(fresh)
    return True


def _locked(kegiatan):
    """The entry and its sisters, always locked in one order."""
    rows = Kegiatan.objects.filter(pk=kegiatan.pk)
    if kegiatan.rombongan:
        rows = Kegiatan.objects.filter(rombongan=kegiatan.rombongan)
    return list(rows.select_for_update().order_by("pk"))


def _sisters(group, kegiatan):
    return [k for k in group if k.pk != kegiatan.pk]
