"""The keyboard a phone brings up: each field gets the one of what it asks for, wherever it is
drawn. A form that says otherwise for a field of its own is left its word."""

import re

from django.forms.renderers import DjangoTemplates

from ppid.lib import pilihan

PHONE = re.compile(r"(^|[-_])(telepon|hp|wa)$")
CODE = re.compile(r"(^|[-_])(username|kode|kode_\w+|nomor_\w+|no_\w+|npwp|nib)$")
FRACTION = re.compile(r"any|\.")  # in the step of a number
YEAR = re.compile(r"(^|[-_])tahun")  # never a fraction, also where a filter takes any number


class Renderer(DjangoTemplates):
    """FORM_RENDERER: what every widget of the site is drawn with."""

    def render(self, template_name, context, request=None):
        if widget := context.get("widget"):
            _fit(widget)
        if template_name == pilihan.TEMPLATE:
            return pilihan.select(widget)
        return super().render(template_name, context, request)


def _fit(widget):
    for part in widget.get("subwidgets", ()):
        _fit(part)
    if widget.get("type") == "text" and PHONE.search(widget["name"]):
        widget["type"] = "tel"
    for name, value in keyboard(widget).items():
        widget["attrs"].setdefault(name, value)


def keyboard(widget):
    """The attributes that bring up the right keyboard."""
    attrs = widget["attrs"]
    match widget.get("type"):
        case "number":
            part = FRACTION.search(str(attrs.get("step", ""))) and not YEAR.search(widget["name"])
            return {"inputmode": "decimal" if part else "numeric"}
        case "tel":
            return {"inputmode": "tel", "autocomplete": "tel"}
        case "email":
            return {"inputmode": "email", "autocomplete": "email", "autocapitalize": "none"}
        case "text" if CODE.search(widget["name"]):
            return {"autocapitalize": "none", "spellcheck": "false"}
        case None if widget["template_name"].endswith("/textarea.html"):
            return {"autocapitalize": "sentences", "enterkeyhint": "enter"}
    return {}
