"""The wording of a kind of berita acara in a kabupaten: saved as versions, never overwritten."""

from django.db import transaction
from django.db.models import Max

from desa.choices import Peran
from desa.trail import record_new
from musyawarah.models import TemplatNaskah
from musyawarah.templat import BAWAAN
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

SELA = "Templat ini baru saja disimpan orang lain. Muat ulang halamannya, lalu gabungkan."


def may_word(by, wilayah):
    if Peran.ADMIN not in by.roles_over(wilayah):
        raise NotAllowed(f"Hanya Admin {wilayah} yang dapat mengubah templat berita acara.")


@transaction.atomic
def save_template(*, by, wilayah, jenis, isi, catatan, semula):
    """`semula` is the version that the writer had before them (0: the usual wording)."""
    may_word(by, wilayah)
    rows = TemplatNaskah.objects.filter(wilayah=wilayah, jenis=jenis)
    last = rows.aggregate(n=Max("versi"))["n"] or 0
    if last != semula:
        raise NotAllowed(SELA)
    with clash_says(SELA):
        made = TemplatNaskah.objects.create(
            wilayah=wilayah, jenis=jenis, versi=last + 1, isi=isi, catatan=catatan, created_by=by
        )
    record_new(made, "Simpan templat", by=by, catatan=catatan)
    return made


def restore_template(*, by, wilayah, jenis, semula):
    """Back to the usual wording, as one more version."""
    return save_template(
        by=by, wilayah=wilayah, jenis=jenis, isi=BAWAAN, semula=semula,
        catatan="Kembali ke templat bawaan",
    )  # fmt: skip
