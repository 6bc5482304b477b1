"""What a member of the pokja P2KTD finds on the front page."""

from p2ktd.choices import StatusPenyedia
from p2ktd.models import Penyedia
from p2ktd.workflow import POKJA

SHOWN = 5


def front_of_pokja(user):
    """Who waits to be judged, and whose decree or papers end within sixty days."""
    if not any(POKJA & t.tokens for t in user.tugas):
        return {}
    mine = Penyedia.objects.visible_to(user)
    return {
        "penyedia_menunggu": mine.filter(status=StatusPenyedia.MENDAFTAR).count(),
        "penyedia_berakhir": mine.expiring().order_by("berlaku_sampai", "pk")[:SHOWN],
    }
