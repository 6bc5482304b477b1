"""When every window of a year has closed: promises without money are proposed again."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from inovasi.actions.kalender import carry_over


class Command(BaseCommand):
    help = "Mengusulkan lagi komitmen yang tidak mendapat anggaran; aman dijalankan berulang."

    def add_arguments(self, parser):
        parser.add_argument("--tahun", type=int, help="tahun APBDes; tanpa ini tahun berjalan")

    def handle(self, *args, **options):
        today = timezone.localdate()
        tahun = options["tahun"] or today.year
        carried, left = carry_over(tahun, today)
        self.stdout.write(f"APBDes {tahun}: {carried} komitmen diusulkan lagi, {left} dibiarkan.")
