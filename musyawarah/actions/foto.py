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


def keep_sheet(musyawarah, *, by, foto, mulai=0):
    """A photo of the signed sheet, whose first row is `mulai`; the same again is the same one."""
    nilai = {"foto daftar hadir": [None, foto.sha256_asli]}
    catatan = "Foto daftar hadir disimpan"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        known = musyawarah.foto_lembar.filter(sha256_asli=foto.sha256_asli).first()
        if known:
            return known
        kept = stored_fields(foto)
        fields = {name: kept[name] for name in KOLOM} | {"mulai": mulai, "created_by": by}
        return FotoLembar.objects.create(musyawarah=musyawarah, **fields)
