"""One archive of the database and every file, taken while the house is in use."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from desa.actions.cadangan import BackupError, back_up, encrypt


class Command(BaseCommand):
    help = "Membuat cadangan lengkap: basis data dan semua berkas dalam satu arsip."

    def add_arguments(self, parser):
        parser.add_argument("--ke", default="", help="folder; biasanya cadangan/ di PPID_DATA")
        parser.add_argument("--kunci", default="", help="sandikan untuk kunci GnuPG ini")
        parser.add_argument("--simpan", type=int, default=0, help="buang arsip lama, sisakan n")

    def handle(self, *args, ke, kunci, simpan, **options):
        folder = Path(ke or settings.DATA_DIR / "cadangan")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"ppid-{timezone.now():%Y%m%d-%H%M%S}.tar"
        try:
            listed = back_up(path)
            path = encrypt(path, kunci) if kunci else path
        except BackupError as error:
            raise CommandError(str(error)) from None
        path.chmod(0o600)
        self.stdout.write(f"{path}: {len(listed['isi']) - 1} berkas, {path.stat().st_size} bita.")
        self.stdout.write(f"Kepala jejak: {listed['kepala_jejak'] or '(kosong)'}")
        for old in sorted(folder.glob("ppid-*.tar*"))[: -simpan or None] if simpan else []:
            old.unlink()
            self.stdout.write(f"Dibuang: {old.name}")
