"""Every morning: reminders before planning windows close, and stones whose deadline went by."""

from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from inovasi.actions.kalender import remind
from tugas.actions.capaian import overdue


class Command(BaseCommand):
    help = "Mengingatkan pendamping dan TPID 30, 14, dan 3 hari sebelum jendela tutup."

    def add_arguments(self, parser):
        parser.add_argument("--hari", type=date.fromisoformat, help="seakan-akan tanggal ini")

    def handle(self, *args, **options):
        today = options["hari"] or timezone.localdate()
        late = overdue(today)
        told = remind(today)
        self.stdout.write(f"Pengingat: {told} orang; {late} desa dihitung ulang.")
