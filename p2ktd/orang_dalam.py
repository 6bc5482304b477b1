"""Self-dealing: who of a TPID, or who leads the village, stands in a provider that would be chosen:
by account, by name (however written), or by the telephone that the provider gave as its own."""

from desa.choices import JenisTim, Peran
from desa.models import AnggotaTim, Pengguna, Penugasan, ProfilDesa
from desa.sebutan import sebutan_of
from p2ktd.models import TenagaAhli
from ppid.lib.teks import bare_name


def members_of(kecamatan):
    """The people of the TPID with an account."""
    held = Penugasan.objects.in_force().filter(peran=Peran.TPID, wilayah_id=kecamatan)
    return Pengguna.objects.filter(pk__in=held.values("pengguna"))


def leaders_of(desa):
    """{name as compared: what they are} of who leads this village."""
    profil = ProfilDesa.objects.filter(desa=desa).first()
    if profil is None:
        return {}
    said = sebutan_of(desa)
    pairs = (profil.kepala_desa, said.kepala_desa), (profil.ketua_bpd, f"ketua {said.bpd}")
    return {bare_name(nama): f"{what} {desa}" for nama, what in pairs if nama}


def insiders(penyedia, desa):
    """Pairs (provider, sentence), one for each expert, head or telephone."""
    members = list(members_of(desa.pk[:8]))
    listed = AnggotaTim.objects.filter(tim__jenis=JenisTim.TPID, tim__wilayah=desa.pk[:8])
    names = [*(m.nama for m in members), *listed.order_by().values_list("nama", flat=True)]
    known = leaders_of(desa) | {bare_name(nama): "anggota TPID" for nama in names if nama}
    known.pop("", None)  # "-" is how a list says that there is nobody
    accounts = {m.pk for m in members}
    phones = {m.telepon: m.nama for m in members if m.telepon}
    rows = {p.pk: p for p in penyedia}
    for ahli in TenagaAhli.objects.filter(penyedia__in=rows):
        what = "anggota TPID" if ahli.pengguna_id in accounts else known.get(bare_name(ahli.nama))
        if what:
            yield rows[ahli.penyedia_id], f"{ahli.nama} {what} dan tenaga ahlinya."
    for p in rows.values():
        if what := known.get(bare_name(p.pimpinan)):
            yield p, f"{p.pimpinan} {what} dan pimpinannya."
        if p.telepon in phones:
            yield p, f"Nomor teleponnya sama dengan nomor HP {phones[p.telepon]}, anggota TPID."
