"""The first page of the floor: what waits for this person, and where everything is."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from desa.choices import Peran
from p2ktd.choices import StatusPenyedia
from p2ktd.forms.pengumuman import kabupaten_of
from p2ktd.models import Pengaduan, Pengumuman, Penyedia
from p2ktd.models.pengaduan import TERBUKA

LIMIT = 5


@require_GET
def index(request):
    context = {
        "pokja": kabupaten_of(request.user).exists(),
        "admin": request.user.holds(Peran.ADMIN),
    }
    mine = Penyedia.objects.visible_to(request.user)
    waiting = Pengaduan.objects.visible_to(request.user)
    context |= {
        "menunggu": mine.filter(status=StatusPenyedia.MENDAFTAR).count(),
        "berakhir": mine.expiring().count(),
        "segera": mine.expiring().order_by("berlaku_sampai", "pk")[:LIMIT],
        "buka": Pengumuman.objects.open().select_related("wilayah")[:LIMIT],
        "aduan": waiting.filter(status__in=TERBUKA).count(),
        "aduan_lambat": waiting.late().count(),
    }
    return render(request, "p2ktd/index.html", context)
