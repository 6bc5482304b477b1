"""Judge every stone and every count anew from the facts."""

from django.core.management.base import BaseCommand

from tugas.actions.capaian import rebuild


class Command(BaseCommand):
    help = "Menghitung ulang seluruh capaian dan rekap dari catatan aslinya."

    def handle(self, *args, **options):
        villages, stones, counts = rebuild()
        self.stdout.write(
            f"Capaian: {villages} desa dihitung; {stones} batu dan {counts} hitungan diperbaiki."
        )
