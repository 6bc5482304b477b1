"""The fields of a filter, and how they are drawn. Most lists are opened with nothing asked for:
that drawing is kept under all that it shows, so that whatever changes is drawn anew, and costs
nothing the next time."""

import django_filters as filters
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms

MOST = 200  # drawings kept; some ten filters, and the choices of as many territories
_kept = {}


class WholeNumberFilter(filters.NumberFilter):
    """A year or a number of a row: never a fraction, so the phone shows its digits alone."""

    field_class = forms.IntegerField


def draw(form):
    """The HTML of all fields of a filter's form."""
    if form.initial or any(form.data.get(form.add_prefix(name)) for name in form.fields):
        return as_crispy_form(form)
    shown = repr([_shown(name, field) for name, field in form.fields.items()])
    if shown not in _kept:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[shown] = as_crispy_form(form)
    return _kept[shown]


def _shown(name, field):
    widget = field.widget
    choices = list(getattr(field, "choices", ()))
    return (
        name,
        str(field.label),
        str(field.help_text),
        field.required,
        type(widget),
        widget.attrs,
        choices,
    )
