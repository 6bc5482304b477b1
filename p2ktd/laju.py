"""How often one address, and everybody together, may use a page that needs no login."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from ppid.lib.laju import count
from ppid.lib.workflow import NotAllowed

JAM = int(timedelta(hours=1).total_seconds())
HARI = int(timedelta(days=1).total_seconds())
# what: (per address and hour, all together a day)
BATAS = {"daftar": (5, 300), "lengkapi": (60, 5_000), "adukan": (5, 300), "kode": (30, 5_000)}


def limit(request, what):
    """Count one use; beyond the limit, a sentence that says when to come back."""
    own, everybody = BATAS[what]
    if count(f"p2ktd:{what}:{_address(request)}", JAM) > own:
        raise NotAllowed("Terlalu banyak kiriman dari alamat ini. Coba lagi satu jam lagi.")
    if count(f"p2ktd:{what}:{timezone.localdate()}", HARI) > everybody:
        raise NotAllowed("Kiriman hari ini sudah penuh. Coba lagi besok, atau datang langsung.")


def _address(request):
    """deploy/nginx.conf overwrites the header, so a visitor cannot choose it."""
    real = request.META.get("HTTP_X_REAL_IP") if settings.BEHIND_PROXY else None
    return real or request.META["REMOTE_ADDR"]
