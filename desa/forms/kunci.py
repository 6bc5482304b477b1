"""A form that makes something carries a key of its own, so that five clicks make one row. The Back
button opens the same page with the same key: what is typed there next is something else, and must
not vanish behind the first."""

from uuid import uuid5

from uuid6 import uuid7

from desa.forms.jaga import mark

SUDAH = (
    "Isian dari halaman ini sudah tersimpan sebelumnya. Yang tertulis di bawah ini berbeda dan "
    "belum tersimpan. Kirim sekali lagi bila ini catatan lain; bila hanya ingin mengubah yang "
    "sudah tersimpan, buka catatan itu dan pilih Ubah."
)


def own_key(key, *said):
    """A key that follows from that of the page and from what was typed there: pressed twice it is
    the same row, with other words another. For rows that stand side by side and are soon mended, a
    name on a list; where a second row costs money, `refuse_other`."""
    return uuid5(key, " ".join(mark(value) for value in said))


def says_otherwise(data, row, names):
    """Whether one of these values is not that of the row."""
    return any(mark(data[name]) != mark(getattr(row, name)) for name in names)


def refuse_other(form, row, names, *, more=False):
    """Refuse what a form with a hidden `id` says beyond the row that has this key already, and give
    its page a key of its own, so that the same press keeps it. First what is wrong is mended."""
    if not form.errors and (more or says_otherwise(form.cleaned_data, row, names)):
        form.data = form.data.copy()
        form.data[form.add_prefix("id")] = str(uuid7())
        form.add_error(None, SUDAH)


class Keyed:
    """For a form of a `user` whose key is `isian`. Its `clean` ends with `check_key`."""

    sudah = None  # the row that has this key already
    lain = False  # whether this form says something that the row does not

    def check_key(self, rows, data, names, more=lambda row: False):
        """Refuse what is not one's own row of `rows` that has this key once more, and give the
        form a key of its own, so that the same press keeps it. What is wrong in itself is not
        compared; `more(row)` says whether there is something, a photo, that the row lacks."""
        own = rows.visible_to(self.user).filter(created_by=self.user)
        self.sudah = own.filter(pk=self.isian).first()
        if self.sudah is None:
            return
        said = [name for name in names if name in data and name not in self.errors]
        self.lain = says_otherwise(data, self.sudah, said) or more(self.sudah)
        if self.lain:
            self.isian = uuid7()
            self.add_error(None, SUDAH)

    @property
    def terulang(self):
        """The row that this form, once it is checked, only says again; None."""
        return None if self.lain else self.sudah
