"""The words of a morning letter. Pure: it is sent elsewhere."""

from django.conf import settings
from django.urls import reverse

from ppid.lib.tanggal import tgl


def letter(orang, rows):
    """(subject, text) of what is unread. One piece of news is its own subject."""
    subject = rows[0].kalimat if len(rows) == 1 else f"{len(rows)} pemberitahuan belum dibaca"
    parts = [f"Yth. {orang},", *(_part(kabar) for kabar in rows)]
    parts.append(
        f"Atur surel ini, atau hentikan, di {settings.PPID_ADDRESS}{reverse('desa:notices')}"
    )
    return " ".join(subject.split())[:150], "\n\n".join(parts) + "\n"


def _part(kabar):
    lines = [f"{kabar.get_alasan_display()}: {kabar.kalimat}"]
    if kabar.rincian:
        lines.append(kabar.rincian)
    if kabar.tenggat:
        lines.append(f"Tenggat: {tgl(kabar.tenggat)}")
    lines.append(f"{settings.PPID_ADDRESS}{kabar.get_absolute_url()}")
    return "\n".join(lines)
