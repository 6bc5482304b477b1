"""Self-dealing: who of a TPID stands, by account or by name, in a provider that it would choose."""

from django.db.models import Q

from desa.choices import JenisTim, Peran
from desa.models import AnggotaTim, Pengguna, Penugasan
from p2ktd.models import TenagaAhli
from ppid.lib.teks import squeeze


def members_of(kecamatan):
    """The people of the TPID with an account."""
    held = Penugasan.objects.in_force().filter(peran=Peran.TPID, wilayah_id=kecamatan)
    return Pengguna.objects.filter(pk__in=held.values("pengguna"))


def _names(kecamatan):
    """Squeezed name -> name, of everybody on the list of the TPID, with an account or without."""
    listed = AnggotaTim.objects.filter(tim__jenis=JenisTim.TPID, tim__wilayah=kecamatan)
    names = [
        *members_of(kecamatan).values_list("nama", flat=True),
        *listed.order_by().values_list("nama", flat=True),
    ]
    return {squeeze(nama): nama for nama in names}


def insiders(penyedia, kecamatan):
    """Pairs (provider, sentence), at most one for each expert or head."""
    rows = {p.pk: p for p in penyedia}
    names = _names(kecamatan)
    same = Q(pengguna__in=members_of(kecamatan)) | Q(nama_rapat__in=names)
    for ahli in TenagaAhli.objects.filter(same, penyedia__in=rows):
        yield rows[ahli.penyedia_id], f"{ahli.nama} anggota TPID dan tenaga ahlinya."
    for p in rows.values():
        if squeeze(p.pimpinan) in names:
            yield p, f"{p.pimpinan} anggota TPID dan pimpinannya."
