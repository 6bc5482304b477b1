"""Judge every stone and make every kept count anew from the facts."""

from django.core.management.base import BaseCommand

from inovasi.actions import corong
from tugas.actions import kemajuan
from tugas.actions.capaian import rebuild


class Command(BaseCommand):
    help = "Menghitung ulang seluruh capaian dan rekap dari catatan aslinya."

    def handle(self, *args, **options):
        villages, stones, counts = rebuild()
        self.stdout.write(
            f"Capaian: {villages} desa dihitung; {stones} batu dan {counts} hitungan diperbaiki."
        )
        self.stdout.write(f"Corong: {corong.rebuild()} baris diperbaiki.")
        self.stdout.write(f"Kemajuan: {kemajuan.rebuild()} angka diperbaiki.")
