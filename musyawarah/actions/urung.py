"""What was taken off a meeting comes back: a row, a name, a photo, each with its key and all its
fields, as the trail kept them. Only while the meeting may still be written."""

from desa.models import Jejak
from desa.trail import taking, values_of
from musyawarah.actions.baris import LISTS
from musyawarah.models import Kehadiran
from ppid.lib.workflow import NotAllowed

BACK = "Ini sudah kembali. Muat ulang halamannya."


def restore_row(musyawarah, daftar, pk, *, by):
    return _restore(musyawarah, LISTS[daftar], daftar, pk, by=by)


def restore_person(musyawarah, pk, *, by):
    return _restore(musyawarah, Kehadiran, "hadir", pk, by=by)


def _restore(musyawarah, model, daftar, pk, *, by):
    row, nilai = model(**_taken_off(musyawarah, f"{daftar} {pk} ", by)), {}
    catatan = f"Dihapus, lalu diurungkan: {str(row)[:80]}"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as fresh:
        if model.objects.filter(pk=pk).exists():
            raise NotAllowed(BACK)
        _fit_number(fresh, row)
        row.save(force_insert=True)
        nilai |= {f"{daftar} {pk} {name}": [None, v] for name, v in values_of(row).items()}
    return model.objects.get(pk=row.pk)


def _taken_off(musyawarah, prefix, by):
    """The fields of a row as the trail of its removal keeps them."""
    mine = Jejak.objects.filter(
        objek=musyawarah._meta.label, objek_id=str(musyawarah.pk), pelaku=by, langkah="edit"
    )
    line = mine.filter(nilai__has_key=f"{prefix}id").order_by("-pk").first()
    if line is None or line.nilai[f"{prefix}id"][1] is not None:
        raise NotAllowed(BACK)
    kept = {key: pair[0] for key, pair in line.nilai.items() if key.startswith(prefix)}
    return {key.removeprefix(prefix): value for key, value in kept.items()}


def _fit_number(musyawarah, row):
    """A name keeps its number on the sheet, unless the paper gave it to another meanwhile."""
    if not isinstance(row, Kehadiran):
        return
    if musyawarah.kehadiran.filter(nomor=row.nomor).exists():
        row.nomor = musyawarah.baris_terakhir + 1
    musyawarah.baris_terakhir = max(musyawarah.baris_terakhir, row.nomor)


def restore_photo(musyawarah, foto, *, by):
    nilai = {"foto": [None, foto.keterangan]}
    with taking("edit", musyawarah, by=by, catatan="Foto kembali", nilai=nilai) as fresh:
        _show_again(fresh.foto, foto)


def restore_sheet(musyawarah, foto, *, by):
    nilai = {f"foto daftar hadir {foto.sha256_asli[:8]}": [None, foto.sha256_asli]}
    catatan = "Foto daftar hadir kembali"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as fresh:
        _show_again(fresh.foto_lembar, foto)


def _show_again(photos, foto):
    """`dicabut` is read again under the lock: pressed twice, it comes back once."""
    if not photos.filter(pk=foto.pk, dicabut=True).update(dicabut=False):
        raise NotAllowed(BACK)
