"""Add what was committed since the last time to the chain over the trail; every minute by cron."""

from django.core.management.base import BaseCommand

from desa.trail import seal_trail


class Command(BaseCommand):
    help = "Menyegel baris jejak yang belum disegel; aman dijalankan kapan saja."

    def add_arguments(self, parser):
        parser.add_argument("--semua", action="store_true", help="cari di seluruh jejak")

    def handle(self, *args, semua, **options):
        self.stdout.write(f"Disegel: {seal_trail(everything=semua)} baris.")
