"""Photos of the meeting."""

from desa.actions.foto import stored_fields
from desa.trail import taking
from musyawarah.models import FotoMusyawarah
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
