"""Fill an empty house with the demonstration; safe to run at every start."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from desa.models import Pengguna
from tugas.actions.capaian import together
from tugas.peragaan import forum, inovasi, kegiatan, komitmen, laporan, orang, p2ktd
from tugas.peragaan import sidoarjo as bursa_sidoarjo
from tugas.peragaan.nama import Names


class Command(BaseCommand):
    help = "Membuat data peragaan (hanya bila PPID_DEMO=1); aman dijalankan berulang."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sidoarjo", action="store_true", help="juga bursa Sidoarjo 2018 dengan 148 komitmen"
        )

    def handle(self, *args, sidoarjo, **options):
        if not settings.DEMO:
            raise CommandError("Data peragaan hanya dibuat bila PPID_DEMO=1.")
        if Pengguna.objects.filter(username="pld").exists():
            self.stdout.write("Data peragaan sudah ada.")
        else:
            with transaction.atomic(), together():
                fill(timezone.localdate())
            self.stdout.write("Data peragaan dibuat.")
        if sidoarjo:
            self._fair()

    def _fair(self):
        if not bursa_sidoarjo.is_there():
            with transaction.atomic(), together():
                bursa_sidoarjo.fair_of_2018(Names(seed=2018))
            self.stdout.write("Bursa Sidoarjo 2018 dibuat.")


def fill(today):
    """People and teams, a year of entries, then every floor with something in every state."""
    names = Names(seed=today.year)
    who = orang.people(names)
    orang.team(who, names, orang.KALIPARE, 2018, "188.45/21/421.624/2018", date(2018, 9, 5))
    orang.team(who, names, orang.KALIPARE, today.year, "188.45/9/2026", date(today.year, 1, 5))
    reviewers = {
        "pld": ["pd", "tpid"],
        "pld-kalipare": ["pd", "tpid-verifikator"],
        "pld-pujon": ["pd-pujon", "tpid-pujon"],
        "pld-krian": ["pd-krian", "tpid-krian"],
    }
    for seed, (pld, judges) in enumerate(reviewers.items()):
        author = who[pld]
        villages = list(author.villages_as("pld").order_by("pk"))
        kegiatan.year_of(author, [who[j] for j in judges], villages, today, seed)
    kegiatan.draft(who["pld"], orang.villages_of(orang.KALIPARE)[0], today)
    for floor in (forum, inovasi, komitmen, p2ktd, laporan):
        floor.all_of_them(who, names, today)
