"""Give somebody a role from the command line: the first Admin of a new installation."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from desa.actions.orang import assign, create_person
from desa.choices import Peran
from desa.kode import dotted
from desa.models import Pengguna, Penugasan, Wilayah
from ppid.lib.workflow import NotAllowed


class Command(BaseCommand):
    help = "Memberi peran; orangnya didaftarkan bila belum ada. Contoh: appoint siti admin 35.07"

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("peran", choices=Peran.values)
        parser.add_argument("kode", help='kode wilayah; "00" untuk seluruh Indonesia')
        parser.add_argument("--nama", default="")

    def handle(self, *args, username, peran, kode, nama, **options):
        place = Wilayah.objects.filter(pk=dotted(kode)).first()
        if place is None:
            raise CommandError(
                f"Tidak ada wilayah dengan kode {kode}. Jalankan load_wilayah dahulu."
            )
        if not Penugasan.fits(peran, place.kode):
            raise CommandError(f"Peran {peran} tidak dipegang di tingkat {place.tingkat}.")
        role = {"peran": peran, "wilayah": [place], "mulai": timezone.localdate()}
        orang = Pengguna.objects.filter(username__iexact=username).first()
        try:
            sentence = self._appoint(orang, username, nama, role)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{sentence} Peran {peran} di {place.lengkap}.")

    def _appoint(self, orang, username, nama, role):
        if orang:
            assign(orang, by=None, **role)
            return f"{orang} sudah terdaftar."
        orang, sandi = create_person(
            by=None, username=username.lower(), nama=nama or username, penugasan=role
        )
        return f"{orang} didaftarkan; sandi sementara: {sandi}"
