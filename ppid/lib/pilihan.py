"""A select, as Django's own template says it but without two templates for each option: the
selects of its filter cost a list of ours 5 ms of 28."""

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

TEMPLATE = "django/forms/widgets/select.html"
OPTION = '<option value="{}"{}>{}</option>'


def select(widget):
    parts = ((_group(name, options),) for name, options, _ in widget["optgroups"])
    inside = format_html_join("\n", "{}", parts)
    name, attrs = widget["name"], flatatt(_said(widget["attrs"]))
    return format_html('<select name="{}"{}>\n{}\n</select>', name, attrs, inside)


def _group(name, options):
    rows = format_html_join(
        "\n", OPTION, ((o["value"], flatatt(_said(o["attrs"])), o["label"]) for o in options)
    )
    return format_html('<optgroup label="{}">\n{}\n</optgroup>', name, rows) if name else rows


def _said(attrs):
    """Numbers as Django's template writes them, without the country's marks."""
    return {k: v if isinstance(v, bool) else str(v) for k, v in attrs.items() if v is not None}
