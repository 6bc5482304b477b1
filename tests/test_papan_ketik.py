"""One thumb: every field of the site brings up the keyboard of what it asks for. Walks every page,
so that a field added tomorrow is held to it tomorrow."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.urls import reverse
from django_filters import FilterSet

from desa.choices import Peran
from tests import factories
from tests.test_scoping import PAGES, url_of

WHO = (Peran.PLD, Peran.TPID, Peran.ADMIN, Peran.TIK, Peran.PD)
UNTYPED = {"hidden", "radio", "checkbox", "file", "submit", "search", "password", "time", "month"}
OTHERS = "off"  # whose number or address it is: somebody else's, so the phone proposes none


class Inputs(HTMLParser):
    """What is typed into, in order."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        kind = "textarea" if tag == "textarea" else attrs.get("type", "text")
        if tag in {"input", "textarea"} and kind not in UNTYPED:
            self.found.append((kind, attrs))


def forms_in(value):
    if isinstance(value, FilterSet):  # its drawing may be a kept one, that names no form
        return [value.form]
    if isinstance(value, forms.BaseFormSet):
        return value.forms
    found = value if isinstance(value, list | tuple) else [value]
    return [form for form in found if isinstance(form, forms.BaseForm)]


def fields_of(response):
    """{name: form field} of all forms that the page was drawn with."""
    found = {}
    contexts = response.context or []
    for layer in (layer for c in contexts for layer in getattr(c, "dicts", [c])):
        for form in (form for value in layer.values() for form in forms_in(value)):
            found |= {bound.html_name: bound.field for bound in form}
    return found


def asked(kind, name, field):
    """What a field asks for, from its form where there is one and from its name."""
    if kind == "textarea":
        return "text"
    if kind == "email" or isinstance(field, forms.EmailField) or re.search("surel|email", name):
        return "e-mail"
    if type(field).__name__ == "PhoneField" or re.search(r"(^|[-_])(hp|telepon|wa)$", name):
        return "phone"
    if isinstance(field, forms.DateField) or kind == "date":
        return "date"
    if type(field).__name__ in {"RupiahField", "PointField"}:
        return "number"
    if isinstance(field, forms.IntegerField) or kind == "number":  # the others inherit from it
        return "number"
    if re.search(r"(^|[-_])(username|kode)$", name):
        return "code"
    return ""


def whole(field, name):
    fraction = isinstance(field, forms.DecimalField | forms.FloatField)
    return not fraction or "tahun" in name


def fault(kind, attrs, field):
    """What is wrong with the keyboard of one field; "" if nothing."""
    name, mode, fill = attrs.get("name", ""), attrs.get("inputmode"), attrs.get("autocomplete")
    capital = attrs.get("autocapitalize")
    point = type(field).__name__ == "PointField"
    wanted = "numeric" if whole(field, name) and not point else "decimal"
    right = {
        "": True,
        "number": mode == wanted,
        "date": kind == "date",
        "phone": (kind, mode) == ("tel", "tel") and fill in {"tel", OTHERS},
        "e-mail": (kind, mode) == ("email", "email") and fill in {"email", OTHERS},
        "code": capital in {"none", "characters"},
        "text": capital == "sentences" and "enterkeyhint" in attrs,
    }
    what = asked(kind, name, field)
    return "" if right[what] else f"{name} ({what}): type={kind} inputmode={mode} {fill} {capital}"


def faults(response):
    fields = fields_of(response)
    inputs = Inputs(response.content.decode()).found
    return [f for k, a in inputs if (f := fault(k, a, fields.get(a.get("name"))))]


def seen_by(client, url):
    """The page as the first of WHO sees it who gets a form, else as the last who gets it."""
    page = None
    for peran in WHO:
        client.force_login(factories.user(peran))
        response = client.get(url)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            page = response
            if fields_of(page):
                return page
    return page


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_every_field_brings_up_its_keyboard(client, name, args):
    page = seen_by(client, url_of(name, args))
    assert page is None or faults(page) == [], name


def test_a_filter_drawn_from_memory_brings_up_the_same_keyboards(client):
    client.force_login(factories.user(Peran.ADMIN))
    first, again = (client.get(reverse("inovasi:commitments")) for _ in range(2))
    assert faults(first) == faults(again) == []


def test_a_stranger_who_logs_in_types_no_capitals(client):
    assert faults(client.get("/masuk/")) == []


@pytest.mark.parametrize(
    ("kind", "attrs", "field"),
    [
        ("number", {"name": "laki"}, forms.IntegerField()),
        ("number", {"name": "volume", "inputmode": "numeric"}, forms.DecimalField()),
        ("text", {"name": "mulai"}, forms.DateField()),
        ("text", {"name": "telepon", "inputmode": "tel"}, None),
        ("email", {"name": "surel"}, forms.EmailField()),
        ("text", {"name": "username"}, None),
        ("textarea", {"name": "uraian"}, None),
    ],
)
def test_the_sweep_sees_a_wrong_keyboard(kind, attrs, field):
    assert attrs["name"] in fault(kind, attrs, field)
