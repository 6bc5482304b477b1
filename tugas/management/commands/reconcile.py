"""Every night: does each kept number say what its rows say? Nothing is mended here."""

from django.core.management.base import BaseCommand, CommandError

from tugas.actions.selisih import reconcile


class Command(BaseCommand):
    help = "Mencocokkan setiap angka rekap dengan catatannya; kode keluar 1 bila ada selisih."

    def handle(self, *args, **options):
        found = reconcile()
        for beda in found:
            self.stdout.write(str(beda))
        if found:
            raise CommandError(f"{len(found)} angka tidak cocok. Jalankan manage.py recount.")
        self.stdout.write("Semua angka cocok dengan catatannya.")
