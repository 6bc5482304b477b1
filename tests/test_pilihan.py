import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from ppid.lib.papan_ketik import Renderer

PLAIN = [("", "Semua"), (7, "O'Neill & <b>Anak</b>"), ('"x"', "Kutip")]
GROUPED = [("", "Semua"), ("Kab. 'A'", [(1, "Satu"), (2, "Dua")]), ("<Kota>", [(3, "Tiga")])]


class Dingin(forms.Select):
    """With an attribute on one option, as cascading selects have."""

    def create_option(self, name, value, label, selected, index, **how):
        option = super().create_option(name, value, label, selected, index, **how)
        option["attrs"] |= {"data-induk": 1234, "disabled": index == 1}
        return option


@pytest.mark.parametrize("choices", [PLAIN, GROUPED, []], ids=["plain", "grouped", "empty"])
@pytest.mark.parametrize("value", ["", "7", 3, None])
@pytest.mark.parametrize(
    "widget", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect, Dingin]
)
def test_a_select_says_what_django_says(widget, value, choices):
    attrs = {"id": "id_x", "class": "a & b", "required": True, "hidden": False, "data-n": 1000}
    drawn = widget(attrs=attrs)
    if widget is not forms.NullBooleanSelect:
        drawn.choices = choices
    values = [value] if widget is forms.SelectMultiple and value is not None else value
    ours = drawn.render("x<y", values, renderer=Renderer())
    theirs = drawn.render("x<y", values, renderer=DjangoTemplates())
    assert parse_html(ours) == parse_html(theirs)
