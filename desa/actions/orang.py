"""Everything that writes people and the roles they hold."""

from datetime import timedelta

from axes.utils import reset
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from desa.choices import Peran
from desa.models import Pengguna, Penugasan
from desa.trail import changing, record_new
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
SANDI_BERLAKU = timedelta(days=7)  # a slip that was not used by then is waste paper
BANYAK_DESA = 5  # a PLD with more deserves a word (domain.md 1.3)


# Who may. `by` is None only for what the house does by itself, such as its first Admin.


def check_place(wilayah, by):
    if by and Peran.ADMIN not in by.roles_over(wilayah):
        raise NotAllowed(f"Anda bukan Admin di {wilayah}.")


def check_account(orang, by):
    if reason := closed_because(orang, by):
        raise NotAllowed(reason)


def closed_because(orang, by):
    """Why this Admin may not touch this account, as a sentence; "" if they may. Whoever can set a
    password can log in with it, so nobody may do that to somebody who reaches further."""
    if by is None:
        return ""
    if orang == by:
        return "Akun dan peran Anda sendiri diatur oleh Admin lain."
    held = orang.penugasan.not_ended().select_related("wilayah")
    if orang.is_superuser or any(Peran.ADMIN not in by.roles_over(t.wilayah) for t in held):
        return f"{orang} juga bertugas di luar wilayah Anda; akunnya diatur Admin di atas Anda."
    return ""


# Accounts


def _temporary_password():
    return "-".join(get_random_string(4, LETTERS) for _ in range(3))


def _temporary(orang, sandi):
    orang.set_password(sandi)
    orang.harus_ganti_sandi = True
    orang.sandi_sampai = timezone.now() + SANDI_BERLAKU


@transaction.atomic
def create_person(*, by, penugasan, **fields):
    """(person, temporary password). The password is shown once and kept nowhere."""
    sandi = _temporary_password()
    orang = Pengguna(**fields)
    _temporary(orang, sandi)
    with clash_says("Nama pengguna atau nomor HP itu baru saja dipakai orang lain."):
        orang.save()
    record_new(orang, "Daftarkan", by=by)
    assign(orang, by=by, **penugasan)
    return orang, sandi


def edit_person(orang, *, by, **fields):
    if orang != by:
        check_account(orang, by)
    with (
        clash_says("Nomor HP itu baru saja dipakai orang lain."),
        changing(orang, "edit", "Ubah data", by=by) as orang,
    ):
        for name, value in fields.items():
            setattr(orang, name, value)
    return orang


def give_password(orang, *, by):
    """A temporary password, to be changed at the next login. Opens a locked account again."""
    check_account(orang, by)
    sandi = _temporary_password()
    with changing(orang, "give_password", "Beri sandi sementara", by=by) as orang:
        _temporary(orang, sandi)
    for name in filter(None, (orang.username.lower(), orang.telepon)):
        reset(username=name)
    return sandi


def set_password(orang, sandi):
    """One's own, chosen by oneself."""
    with changing(orang, "set_password", "Ganti kata sandi", by=orang) as fresh:
        fresh.set_password(sandi)
        fresh.harus_ganti_sandi = False
        fresh.sandi_sampai = None
    return fresh


def deactivate(orang, *, by, catatan):
    check_account(orang, by)
    with changing(orang, "deactivate", "Nonaktifkan akun", by=by, catatan=catatan) as orang:
        orang.is_active = False


def reactivate(orang, *, by, catatan):
    check_account(orang, by)
    with changing(orang, "reactivate", "Aktifkan akun", by=by, catatan=catatan) as orang:
        orang.is_active = True


# Roles


@transaction.atomic
def assign(orang, *, by, peran, wilayah, mulai, jabatan="", selesai=None, no_sk=""):
    """Give a role, in one place or in several under the same decree."""
    if orang == by:
        raise NotAllowed("Akun dan peran Anda sendiri diatur oleh Admin lain.")
    return [
        _assign(
            orang, w, by, peran=peran, jabatan=jabatan, mulai=mulai, selesai=selesai, no_sk=no_sk
        )
        for w in wilayah
    ]


def _assign(orang, wilayah, by, **fields):
    check_place(wilayah, by)
    if not Penugasan.fits(fields["peran"], wilayah.kode):
        raise NotAllowed(f"Peran ini tidak dipegang di tingkat {wilayah.get_tingkat_display()}.")
    with clash_says(f"Peran ini di {wilayah} sudah tercatat."):
        made = Penugasan.objects.create(pengguna=orang, wilayah=wilayah, **fields)
    record_new(made, "Beri peran", by=by, langkah="assign")
    return made


def end_assignment(penugasan, *, by, selesai, catatan):
    check_place(penugasan.wilayah, by)
    if penugasan.pengguna == by:
        raise NotAllowed("Akun dan peran Anda sendiri diatur oleh Admin lain.")
    with changing(penugasan, "end", "Akhiri peran", by=by, catatan=catatan) as penugasan:
        if penugasan.keadaan == "berakhir":
            raise NotAllowed("Peran ini sudah berakhir.")
        penugasan.selesai = selesai
    return penugasan


def too_many_villages(orang):
    """A sentence to show, or ""."""
    count = orang.penugasan.not_ended().filter(peran=Peran.PLD).values("wilayah").distinct().count()
    if count > BANYAK_DESA:
        return (
            f"{orang} kini mendampingi {count} desa; lebih dari {BANYAK_DESA} desa patut ditinjau."
        )
    return ""
