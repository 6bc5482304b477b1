"""Every morning: what the calendar brings goes into the inboxes, what is unread into letters."""

from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from desa.actions.pemberitahuan import wanting_letters
from inovasi.actions.kalender import remind
from p2ktd.actions import kabar as p2ktd_kabar
from tugas.actions.bukti import sweep
from tugas.actions.capaian import overdue
from tugas.actions.kabar import morning
from tugas.actions.laporan import prepare_papers
from tugas.tasks import send_letter


class Command(BaseCommand):
    help = "Mengisi pemberitahuan menurut kalender, lalu mengirim ringkasannya lewat surel."

    def add_arguments(self, parser):
        parser.add_argument("--hari", type=date.fromisoformat, help="seakan-akan tanggal ini")

    def handle(self, *args, **options):
        today = options["hari"] or timezone.localdate()
        late = overdue(today)
        told = remind(today) + morning(today) + p2ktd_kabar.morning(today)
        prepare_papers()
        sweep()
        letters = wanting_letters(today)
        for person in letters:
            send_letter.delay(person)
        self.stdout.write(
            f"Pemberitahuan: {told}; surat: {len(letters)}; {late} desa dihitung ulang."
        )
