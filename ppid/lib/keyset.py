"""Pages that cost the same at any depth: each asks for the rows after the last one seen."""

from dataclasses import dataclass
from datetime import date

from django.core.signing import BadSignature, dumps, loads
from django.db.models import Q

SIZE = 25


@dataclass
class KeysetPage:
    rows: list
    next_url: str  # "" on the last page
    first_url: str  # "" on the first page

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @property
    def has_next(self):
        return bool(self.next_url)

    @property
    def has_previous(self):
        return bool(self.first_url)

    @property
    def previous_url(self):
        return self.first_url


def _after(field, value, pk):
    """Rows that come later in the order (-field, -pk). Written so that both databases walk an
    index: a plain OR makes SQLite read everything."""
    return Q(**{f"{field}__lte": value}) & (Q(**{f"{field}__lt": value}) | Q(pk__lt=pk))


def _url(request, cursor):
    query = request.GET.copy()
    query.pop("sesudah", None)
    if cursor:
        query["sesudah"] = cursor
    return f"?{query.urlencode()}"


def page(queryset, request, field, size=SIZE):
    """One page of `queryset`, newest first by `field` (a date or a time) and then by key.

    The place in the list travels in the URL, signed: a mended cursor simply starts at the top."""
    queryset = queryset.order_by(f"-{field}", "-pk")
    try:
        value, pk = loads(request.GET.get("sesudah", ""), salt="keyset")
        started = True
        queryset = queryset.filter(_after(field, value, pk))
    except (BadSignature, ValueError, TypeError):
        started = False
    rows = list(queryset[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    cursor = last and dumps([_plain(getattr(last, field)), str(last.pk)], salt="keyset")
    return KeysetPage(
        rows[:size],
        _url(request, cursor) if cursor else "",
        _url(request, "") if started else "",
    )


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value
