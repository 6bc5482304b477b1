"""Several photos in one field, each judged by itself: one bad file does not cost the others."""

from django import forms

from tugas.foto import PALING_BANYAK, read_photo


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Cleans to (photos that are fit to keep, sentences about those that are not)."""

    widget = PhotosInput(attrs={"accept": "image/*", "multiple": True, "data-foto": True})

    def clean(self, data, initial=None):
        good, sentences = [], []
        for file in data or []:
            try:
                good.append(read_photo(file))
            except forms.ValidationError as error:
                sentences += error.messages
        return good, sentences


def within_limit(photos, kept):
    """The photos for which there is still room, and what to say of the rest."""
    room = max(PALING_BANYAK - kept, 0)
    if len(photos) <= room:
        return photos, []
    rest = ", ".join(foto.nama for foto in photos[room:])
    return photos[:room], [f"Paling banyak {PALING_BANYAK} foto. Tidak ikut tersimpan: {rest}."]
