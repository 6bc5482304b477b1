"""Prove that no line of the trail was changed, taken away or put in between."""

from django.core.management.base import BaseCommand, CommandError

from desa.rantai import verify


class Command(BaseCommand):
    help = "Memeriksa rantai jejak dan menyebut baris pertama yang berubah."

    def add_arguments(self, parser):
        parser.add_argument(
            "--kepala",
            action="append",
            default=[],
            metavar="SIDIK",
            help="kepala rantai yang dicatat dahulu: harus masih ada di dalamnya",
        )

    def handle(self, *args, kepala, **options):
        hasil = verify(kepala)
        if hasil.rusak:
            raise CommandError(hasil.rusak)
        if gone := [head for head, found in hasil.dikenal.items() if not found]:
            raise CommandError(f"Kepala {gone[0]} tidak ada lagi: rantai pernah ditulis ulang.")
        self.stdout.write(
            f"Jejak utuh: {hasil.segel} segel, {hasil.disunting} disunting karena penghapusan data "
            f"pribadi, {hasil.belum} baris belum disegel.\nKepala: {hasil.kepala or '(kosong)'}"
        )
