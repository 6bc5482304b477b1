"""Photos of the meeting, and of its signed attendance sheet."""

from desa.actions.foto import stored_fields
from desa.trail import taking
from musyawarah.models import FotoLembar, FotoMusyawarah
from ppid.lib.workflow import NotAllowed

PALING_BANYAK = 8
KOLOM = ("berkas", "kecil", "sha256", "sha256_asli")


def add_photo(musyawarah, *, by, foto, keterangan):
    """The same photo sent again is the same photo."""
    nilai = {"foto": [None, keterangan]}
    with taking("edit", musyawarah, by=by, catatan="Foto ditambah", nilai=nilai) as musyawarah:
        known = musyawarah.foto.filter(sha256_asli=foto.sha256_asli).first()
        if not known and musyawarah.foto.filter(dicabut=False).count() >= PALING_BANYAK:
            raise NotAllowed(f"Paling banyak {PALING_BANYAK} foto. Hapus salah satu dahulu.")
        if not known:
            kept = stored_fields(foto)
            known = FotoMusyawarah(musyawarah=musyawarah, **{k: kept[k] for k in KOLOM})
        known.keterangan, known.dicabut = keterangan, False
        known.save()
    return known


def withdraw_photo(musyawarah, foto, *, by):
    nilai = {"foto": [foto.keterangan, None]}
    with taking("edit", musyawarah, by=by, catatan="Foto dicabut", nilai=nilai):
        foto.dicabut = True
        foto.save(update_fields=["dicabut"])


def keep_sheets(musyawarah, *, by, photos):
    """Photos of the signed sheet, [(Foto, number of its first row)]; the same again is the same."""
    new = {foto.sha256_asli: (foto, mulai) for foto, mulai in photos}
    shas, nilai = list(new), {}
    catatan = f"Foto daftar hadir disimpan: {len(shas)}"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        known = musyawarah.foto_lembar.filter(sha256_asli__in=shas)
        for foto in known:
            del new[foto.sha256_asli]
        known.update(dicabut=False)
        FotoLembar.objects.bulk_create(
            _sheet(musyawarah, foto, mulai, by) for foto, mulai in new.values()
        )
        nilai |= {f"foto daftar hadir {sha[:8]}": [None, sha] for sha in new}
    return list(musyawarah.foto_lembar.filter(sha256_asli__in=shas))


def _sheet(musyawarah, foto, mulai, by):
    kept = stored_fields(foto)
    fields = {name: kept[name] for name in KOLOM}
    return FotoLembar(musyawarah=musyawarah, mulai=mulai, created_by=by, **fields)


def withdraw_sheet(musyawarah, foto, *, by):
    nilai = {f"foto daftar hadir {foto.sha256_asli[:8]}": [foto.sha256_asli, None]}
    with taking("edit", musyawarah, by=by, catatan="Foto daftar hadir dicabut", nilai=nilai):
        foto.dicabut = True
        foto.save(update_fields=["dicabut"])
