"""Fill an empty house from an archive of `backup`."""

from django.core.management.base import BaseCommand, CommandError

from desa.actions.cadangan import BackupError, restore
from desa.rantai import verify


class Command(BaseCommand):
    help = "Memulihkan arsip cadangan ke tempat yang kosong, lalu memeriksa rantai jejaknya."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("arsip")

    def handle(self, *args, arsip, **options):
        try:
            listed = restore(arsip)
        except (BackupError, OSError, KeyError, ValueError) as error:
            raise CommandError(f"Tidak dipulihkan: {error}") from None
        hasil = verify()
        if hasil.rusak or hasil.kepala != listed["kepala_jejak"]:
            raise CommandError(hasil.rusak or "Kepala jejak lain daripada yang dicatat arsip.")
        self.stdout.write(
            f"Dipulihkan dari {listed['waktu']}: {len(listed['isi']) - 1} berkas, "
            f"{hasil.segel} baris jejak utuh. Jalankan migrate bila versinya lebih baru."
        )
