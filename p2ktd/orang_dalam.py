"""Self-dealing: who of a TPID stands in a provider that it would choose: by account, by name
(however written), or by the telephone that the provider gave as its own."""

from desa.choices import JenisTim, Peran
from desa.models import AnggotaTim, Pengguna, Penugasan
from p2ktd.models import TenagaAhli
from ppid.lib.teks import bare_name


def members_of(kecamatan):
    """The people of the TPID with an account."""
    held = Penugasan.objects.in_force().filter(peran=Peran.TPID, wilayah_id=kecamatan)
    return Pengguna.objects.filter(pk__in=held.values("pengguna"))


def insiders(penyedia, kecamatan):
    """Pairs (provider, sentence), one for each expert, head or telephone."""
    members = list(members_of(kecamatan))
    listed = AnggotaTim.objects.filter(tim__jenis=JenisTim.TPID, tim__wilayah=kecamatan)
    names = [*(m.nama for m in members), *listed.order_by().values_list("nama", flat=True)]
    keys, accounts = {bare_name(nama) for nama in names if nama}, {m.pk for m in members}
    phones = {m.telepon: m.nama for m in members if m.telepon}
    rows = {p.pk: p for p in penyedia}
    for ahli in TenagaAhli.objects.filter(penyedia__in=rows):
        if ahli.pengguna_id in accounts or bare_name(ahli.nama) in keys:
            yield rows[ahli.penyedia_id], f"{ahli.nama} anggota TPID dan tenaga ahlinya."
    for p in rows.values():
        if bare_name(p.pimpinan) in keys:
            yield p, f"{p.pimpinan} anggota TPID dan pimpinannya."
        if p.telepon in phones:
            yield p, f"Nomor teleponnya sama dengan nomor HP {phones[p.telepon]}, anggota TPID."
