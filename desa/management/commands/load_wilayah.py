"""Load or refresh the official list of places. Safe, and quick, at every start."""

from django.core.management.base import BaseCommand
from django.db import transaction

from desa.actions.tempat import load_places, note_places, places_loaded
from desa.places import EDISI, official, places, stamp


class Command(BaseCommand):
    help = "Memuat seluruh wilayah resmi; aman dijalankan berulang."

    def add_arguments(self, parser):
        parser.add_argument("--in", dest="only", default="", help="hanya kode dengan awalan ini")
        parser.add_argument(
            "--ulang", action="store_true", help="bandingkan semuanya walau sudah dimuat"
        )

    @transaction.atomic
    def handle(self, *args, only, ulang, **options):
        if not only and not ulang and places_loaded(stamp()):
            return self.stdout.write(f"Wilayah: sudah dimuat ({stamp()}).")
        found = [p for p in places(official()) if not only or _wanted(p.kode, only)]
        made, mended = load_places(found, edisi=EDISI)
        if not only:
            note_places(stamp())
        self.stdout.write(f"Wilayah: {len(found)} ({made} baru, {mended} diperbarui).")


def _wanted(kode, only):
    return kode == "00" or kode.startswith(only) or only.startswith(f"{kode}.")
