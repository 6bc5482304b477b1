"""How a kabupaten words its berita acara: which kinds, the text, a look at a real meeting."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from desa.choices import Peran, Tingkat
from desa.models import Wilayah
from musyawarah import actions
from musyawarah.choices import JenisMusyawarah
from musyawarah.data import data_of
from musyawarah.forms import KabupatenForm, SampleForm, TemplateForm, place_field
from musyawarah.jenis import SEMUA
from musyawarah.models import TemplatNaskah
from musyawarah.naskah import BERITA, Naskah
from musyawarah.templat import BAWAAN, KOLOM
from musyawarah.views.naskah import page
from ppid.lib.forms import posted
from ppid.lib.workflow import NotAllowed


def _places(user):
    """The kabupaten in which this person is Admin."""
    kodes = {t.wilayah_id for t in user.tugas if t.peran == Peran.ADMIN}
    return Wilayah.objects.filter(tingkat=Tingkat.KABUPATEN).in_places(kodes)


@require_GET
def templates(request):
    if not request.user.holds(Peran.ADMIN):
        raise NotAllowed("Templat berita acara diatur oleh Admin kabupaten.")
    places = _places(request.user)
    form, kabupaten = None, None
    if places[:2].count() == 1:
        kabupaten = places.get()
    else:
        asked = request.GET if "kabupaten" in request.GET else None
        form = KabupatenForm(asked, field=place_field(places))
        kabupaten = form.cleaned_data["kabupaten"] if form.is_valid() else None
    rows = TemplatNaskah.objects.filter(wilayah=kabupaten) if kabupaten else []
    newest = {row.jenis: row for row in reversed(rows)}
    kinds = [(ragam, newest.get(kode)) for kode, ragam in SEMUA.items()]
    context = {"form": form, "kabupaten": kabupaten, "jenis": kinds}
    return render(request, "musyawarah/templat_daftar.html", context)


def _kabupaten(request, wilayah, jenis):
    if jenis not in JenisMusyawarah.values:
        raise Http404
    mine = Wilayah.objects.visible_to(request.user).filter(tingkat=Tingkat.KABUPATEN)
    found = get_object_or_404(mine, pk=wilayah)
    actions.may_word(request.user, found)
    return found


def template(request, wilayah, jenis):
    """The wording and its versions; `?versi=` brings back an older one to be saved anew."""
    kabupaten = _kabupaten(request, wilayah, jenis)
    versions = list(
        TemplatNaskah.objects.filter(wilayah=kabupaten, jenis=jenis).select_related("created_by")
    )
    asked = request.GET.get("versi", "")
    shown = next((v for v in versions if str(v.versi) == asked), versions[0] if versions else None)
    semula = versions[0].versi if versions else 0
    form = TemplateForm(posted(request), isi=shown.isi if shown else BAWAAN, semula=semula)
    form.fields["catatan"].required = "lihat" not in request.POST
    sample = SampleForm(posted(request), user=request.user, wilayah=kabupaten, jenis=jenis)
    if form.is_valid():
        if "lihat" in request.POST and sample.is_valid():
            return _preview(request, sample.cleaned_data["contoh"], form.cleaned_data)
        if "lihat" not in request.POST:
            asked = {name: form.cleaned_data[name] for name in ("isi", "catatan", "semula")}
            made = actions.save_template(by=request.user, wilayah=kabupaten, jenis=jenis, **asked)
            messages.success(request, f"Versi {made.versi} disimpan dan dipakai mulai sekarang.")
            return redirect(made)
    context = {
        "kabupaten": kabupaten, "ragam": SEMUA[jenis], "form": form, "contoh": sample,
        "versi": versions, "tampil": shown, "semula": semula, "kolom": KOLOM.items(),
    }  # fmt: skip
    return render(request, "musyawarah/templat.html", context)


def _preview(request, musyawarah, asked):
    """The paper of a real meeting in the wording that is still being written."""
    wording = {"versi": asked["semula"], "isi": asked["isi"]}
    return page(request, BERITA, {"n": Naskah(data_of(musyawarah) | {"templat": wording})})


@require_POST
def template_restore(request, wilayah, jenis):
    kabupaten = _kabupaten(request, wilayah, jenis)
    last = TemplatNaskah.objects.filter(wilayah=kabupaten, jenis=jenis).first()
    semula = last.versi if last else 0
    made = actions.restore_template(by=request.user, wilayah=kabupaten, jenis=jenis, semula=semula)
    messages.success(request, "Kembali ke templat bawaan. Versi sebelumnya tetap tersimpan.")
    return redirect(made)
