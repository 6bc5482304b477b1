"""What was just done can be taken back: the sentence that tells of it carries a signed key, which
is its doer's alone and is worth nothing after ten minutes. Each floor says how its deeds are taken
back; whether they still may be is asked of the workflow, as for every step."""

from datetime import timedelta

from django.contrib import messages
from django.core import signing

from ppid.lib.workflow import NotAllowed

SELAMA = timedelta(minutes=10)
TERLAMBAT = "Sudah lebih dari 10 menit, jadi tidak dapat diurungkan lagi."
SALT = "urung"
_ways = {}


def way(name):
    """@way("row") def back(user, *isi): takes the deed back; (what to say, where to go)."""

    def register(back):
        _ways[name] = back
        return back

    return register


def tell(request, sentence, name, *isi):
    """Say what was done, with a button beside it that takes it back."""
    key = signing.dumps([request.user.pk, name, isi], salt=SALT, compress=True)
    messages.success(request, sentence, extra_tags=key)


def take_back(user, key):
    try:
        owner, name, isi = signing.loads(key, salt=SALT, max_age=SELAMA)
    except signing.SignatureExpired:
        raise NotAllowed(TERLAMBAT) from None
    except signing.BadSignature:
        raise NotAllowed("Tombol ini tidak berlaku. Muat ulang halamannya.") from None
    if owner != user.pk:
        raise NotAllowed("Hanya yang melakukannya yang dapat mengurungkan.")
    return _ways[name](user, *isi)
