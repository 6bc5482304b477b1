"""Papers from templates. Imported by the views that print; WeasyPrint itself only when one does,
because it costs most of a second at start and needs a system library (Pango)."""

import atexit
import threading
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from ppid.lib import pdf_tag

STATIC = settings.BASE_DIR / "static"
_one_at_a_time = threading.Lock()  # Pango's font map is shared by the process


class PdfUnavailable(Exception):
    """The system library is missing; the text says what to install."""


@cache
def _engine():
    try:
        return {
            name: import_string(f"weasyprint.{path}")
            for name, path in {
                "HTML": "HTML",
                "CSS": "CSS",
                "Attachment": "Attachment",
                "URLFetcher": "urls.URLFetcher",
                "FontConfiguration": "text.fonts.FontConfiguration",
            }.items()
        }
    except (ImportError, OSError) as error:
        raise PdfUnavailable(
            "PDF belum dapat dibuat: pasang libpango-1.0-0 dan libpangoft2-1.0-0 di peladen."
        ) from error


def pdf_lack():
    """Why no PDF can be made on this machine, as a sentence; "" if it can."""
    try:
        _engine()
    except PdfUnavailable as lack:
        return str(lack)
    return ""


def only_static(url):
    """A document may load our own static files and nothing else, whatever somebody typed."""
    address = urlsplit(url)
    if address.scheme == "data" and url.startswith("data:image/"):
        return url
    path = Path(unquote(address.path)).resolve()
    if address.scheme != "file" or not path.is_relative_to(STATIC):
        raise ValueError(f"A document may not load {url}")
    return url


@cache
def _fetcher():
    base = _engine()["URLFetcher"]

    class OnlyStatic(base):
        def fetch(self, url, headers=None):
            return super().fetch(only_static(url), headers)

    return OnlyStatic()


@cache
def _fonts():
    """One per process: a new one for each document leaks about 40 MB in a hundred. Let go before
    the interpreter falls apart: it keeps a folder that only it can remove."""
    atexit.register(_let_go)
    return _engine()["FontConfiguration"]()


def _let_go():
    _stylesheet.cache_clear()
    _fonts.cache_clear()


@cache
def _stylesheet(name):
    return _engine()["CSS"](
        filename=str(STATIC / "css" / name), font_config=_fonts(), url_fetcher=_fetcher()
    )


def attachment(name, text, description, when):
    """A file inside the PDF, such as the data that the paper was made from."""
    return _engine()["Attachment"](
        string=text,
        name=name,
        description=description,
        relationship="Source",
        created=when,
        modified=when,
    )


def render_pdf(template, context, *, stylesheet="cetak.css", identifier="", attachments=()):
    """The bytes of a PDF/A-3a: tagged, archival. The same input gives the same bytes."""
    engine = _engine()
    with _one_at_a_time:
        html = engine["HTML"](
            string=render_to_string(template, context),
            base_url=STATIC.as_uri() + "/",
            url_fetcher=_fetcher(),
        )
        return html.write_pdf(
            stylesheets=[_stylesheet(stylesheet)],
            font_config=_fonts(),
            finisher=pdf_tag.finish,
            pdf_variant="pdf/a-3a",
            pdf_identifier=identifier.encode() or None,
            attachments=list(attachments),
        )


def pdf_response(filename, content):
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{filename}"'},
    )
