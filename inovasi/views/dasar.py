"""What several pages of this floor share."""

from django.http import HttpResponse
from django.urls import reverse

from ppid.lib.keyset import page
from ppid.lib.tabel import table_response
from ppid.lib.workflow import NotAllowed

COUNTED = 1000  # beyond it a list says "1.000+"
EXPORTED = 50_000


def counted(rows):
    """(how many, whether there are more than that)."""
    found = rows.order_by()[: COUNTED + 1].count()
    return {"jumlah": min(found, COUNTED), "lebih": found > COUNTED}


def listing(request, saringan, field):
    """What a list page shows: its filter, one page of it newest first by `field`, how many."""
    halaman = page(saringan.qs.for_row(), request, field)
    return {"saringan": saringan, "halaman": halaman, **counted(saringan.qs)}


def exported(request, rows, name, header, table):
    """The same rows as a file, unless they are more than a spreadsheet is good for."""
    if rows[: EXPORTED + 1].count() > EXPORTED:
        raise NotAllowed(f"Saringan ini memuat lebih dari {EXPORTED} baris. Persempit dahulu.")
    return table_response(name, request.GET.get("bentuk"), header, table(rows))


def ways(user, obj, pages, default):
    """(offer, where its button leads), the main one first. `pages`: {step: URL name}; any other
    step goes to `default` with its name."""
    offers = sorted(user.offers(obj), key=lambda offer: offer.step.target is None)
    key = obj.kode if hasattr(obj, "kode") else obj.pk
    return [(o, _way(o.step.name, key, pages, default)) for o in offers]


def _way(name, key, pages, default):
    if name in pages:
        return reverse(pages[name], args=[key])
    return reverse(default, args=[key, name])


def photo_response(media, size, *, public=False):
    berkas = media.kecil if size == "kecil" else media.berkas
    with berkas.open("rb") as file:
        content = file.read()
    return HttpResponse(
        content,
        content_type="image/jpeg",
        headers={
            "Content-Disposition": f'inline; filename="foto-{media.pk}.jpg"',
            "Cache-Control": f"{'public' if public else 'private'}, max-age=3600",
            "X-Content-Type-Options": "nosniff",
        },
    )
