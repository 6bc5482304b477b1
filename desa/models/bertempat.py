"""The base of every row that belongs to a place."""

from django.conf import settings
from django.db import models

from desa.models.wilayah import Wilayah, column_of
from desa.scoping import ScopedQuerySet


def wilayah_field(tingkat=None, **options):
    """A foreign key to a place, of one level or of any."""
    only = {"limit_choices_to": {"tingkat": tingkat}} if tingkat else {}
    return models.ForeignKey(Wilayah, models.PROTECT, related_name="+", **(only | options))


def wilayah_columns(field):
    """The columns `provinsi, kabupaten, kecamatan`, cut by the database from the code in `field`.
    A place above that level gives its own, shorter code, which matches nothing below."""
    return column_of(field, 2), column_of(field, 5), column_of(field, 8)


def newest_first(name):
    """Indexes of a list of a desa's rows of any year, the newest first, of each level. A province
    and the country have one within a year as well: last year's rows would lie deep there."""
    order = ["-created_at", "-id"]
    return [
        *(
            models.Index(fields=[level, *order], name=f"{name}_{level}_baru")
            for level in ("provinsi", "kabupaten", "kecamatan", "desa")
        ),
        models.Index(fields=order, name=f"{name}_baru"),
        models.Index(fields=["provinsi", "tahun", *order], name=f"{name}_provinsi"),
        models.Index(fields=["tahun", *order], name=f"{name}_tahun"),
    ]


class Bertempat(models.Model):
    """Base of every row that belongs to a place: an activity to a desa, a MAD to a kecamatan.
    `tempat` names the field that says which."""

    tempat = "desa"
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def kode_column(cls):
        return f"{cls.tempat}_id"

    @property
    def place(self):
        return getattr(self, self.tempat)
