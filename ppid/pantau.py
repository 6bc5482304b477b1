"""What operators see: one log line a request, slow queries, numbers. No path, no query string, no
parameter of a query: names of pages and of people's keys, never their words."""

import logging
import re
from time import perf_counter

from django.conf import settings
from django.db import connection
from prometheus_client import Counter, Histogram
from pythonjsonlogger.json import JsonFormatter

log = logging.getLogger("ppid.permintaan")
slow = logging.getLogger("ppid.lambat")
PERMINTAAN = Counter("ppid_permintaan_total", "Requests answered", ["halaman", "cara", "status"])
LAMA = Histogram(
    "ppid_permintaan_detik",
    "Seconds until the answer",
    ["halaman"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
KUERI = Histogram(
    "ppid_kueri_per_permintaan", "Queries of one request", buckets=(0, 2, 5, 10, 15, 25, 50, 100)
)
LAMBAT = Counter("ppid_kueri_lambat_total", "Queries slower than PPID_SLOW_MS", ["halaman"])
PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\+?62|0)[ -]?8[\d -]{7,14}\d|DETAIL:[^\n]*|(?<=parameters: )[^\n]*"
)


class Tersaring(JsonFormatter):
    """One JSON object a line; what an exception quotes from a row is blotted out."""

    def formatException(self, ei):
        return PERSONAL.sub("[…]", super().formatException(ei))

    def format(self, record):
        if isinstance(record.msg, str):
            record = logging.makeLogRecord(vars(record))
            record.msg, record.args = PERSONAL.sub("[…]", record.getMessage()), None
        return super().format(record)


class RequestMiddleware:
    """Times a request and its queries."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        start, watch = perf_counter(), Watch()
        with connection.execute_wrapper(watch):
            response = self.get_response(request)
        match = request.resolver_match
        page = match.view_name if match else "(tidak ada)"
        took = perf_counter() - start
        PERMINTAAN.labels(page, request.method, response.status_code).inc()
        LAMA.labels(page).observe(took)
        KUERI.observe(watch.count)
        for sql, seconds in watch.slow:
            LAMBAT.labels(page).inc()
            slow.warning("slow query", extra={"halaman": page, "detik": seconds, "sql": sql})
        log.info("request", extra=self._line(request, response, page, took, watch))
        return response

    def _line(self, request, response, page, took, watch):
        user = getattr(request, "user", None)
        return {
            "halaman": page,
            "cara": request.method,
            "status": response.status_code,
            "milidetik": round(took * 1000),
            "kueri": watch.count,
            "pengguna": user.pk if user and user.is_authenticated else None,
        }


class Watch:
    """Counts the queries of one request and keeps those that took too long."""

    def __init__(self):
        self.count, self.slow = 0, []

    def __call__(self, execute, sql, params, many, context):
        start = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = perf_counter() - start
            self.count += 1
            if took * 1000 > settings.SLOW_MS:
                self.slow.append((sql[:1000], round(took, 3)))
