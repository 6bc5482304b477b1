"""Hand over what could not be handed over while the queue was away; every minute by the clock."""

from django.core.management.base import BaseCommand
from kombu.exceptions import OperationalError

from desa.actions import tertunda


class Command(BaseCommand):
    help = "Meneruskan pekerjaan latar yang tertunda karena antrean tidak menjawab."

    def handle(self, *args, **options):
        try:
            self.stdout.write(f"Diteruskan: {tertunda.resume()} pekerjaan.")
        except OperationalError as failure:
            self.stderr.write(f"Antrean belum menjawab: {failure}. Dicoba lagi semenit lagi.")
