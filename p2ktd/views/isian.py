"""What the pages of this floor's forms have in common."""

from django.contrib import messages
from django.shortcuts import redirect, render

FORM = "p2ktd/isian.html"


def answer(request, obj, form, act, judul, **more):
    """Show the form, or let the action take what it found and go back to the thing itself.
    `act` answers with nothing; `more` goes to the page."""
    if form.is_valid():
        act(**form.cleaned_data)
        messages.success(request, f"{judul}: tersimpan.")
        return redirect(more.get("kembali") or obj)
    context = {"form": form, "judul": judul, "nama": obj, "kembali": obj.get_absolute_url()}
    return render(request, FORM, context | more)


def confirm(request, obj, judul, teks, act, bahaya=False):
    """One button and nothing to fill in."""
    if request.method == "POST":
        act()
        messages.success(request, f"{judul}: tersimpan.")
        return redirect(obj)
    context = {"judul": judul, "teks": teks, "nama": obj, "kembali": obj.get_absolute_url()}
    return render(request, "p2ktd/tegas.html", context | {"bahaya": bahaya})
