"""What the wizard would say about every file of a folder: a line for each, nothing is kept."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from desa.actions import impor as actions
from desa.choices import Peran
from desa.choices_impor import Hasil, Putusan
from desa.impor import kerja
from desa.impor.jenis import SEMUA
from desa.impor.kenali import year_in
from desa.kode import NUSANTARA
from desa.models import Impor, Pengguna, Penugasan
from desa.models.wilayah import nation
from desa.padan import agreement, read_code
from ppid.lib.sel import text_of
from ppid.lib.tabel_baca import Unreadable

LAPORAN = "{:<44} {:<10} {:>6} {:>7} {:>6} {:>6} {:>6} {:>6}  {}"


class Command(BaseCommand):
    help = "Membaca semua berkas sebuah folder seperti wizard impor, tanpa menyimpan apa pun."

    def add_arguments(self, parser):
        parser.add_argument("folder")
        parser.add_argument("--masuk", action="store_true", help="masukkan juga, lalu batalkan")
        parser.add_argument("--tanya", type=int, default=0, help="tulis sekian contoh per berkas")

    def handle(self, *args, folder, masuk, tanya, **options):
        if not Path(folder).is_dir():
            raise CommandError(f"{folder} bukan folder.")
        self.masuk, self.tanya = masuk, tanya
        heads = ("berkas", "jenis", "baris", "ambil", "catat", "tanya", "tolak", "salah", "catatan")
        self.stdout.write(LAPORAN.format(*heads))
        with transaction.atomic():
            self.by = self._somebody()
            for path in sorted(p for p in Path(folder).rglob("*") if p.is_file()):
                self._one(path, str(path.relative_to(folder)))
            transaction.set_rollback(True)

    def _somebody(self):
        """An Admin of the whole country, for as long as this takes."""
        by = Pengguna.objects.create(username="laporan.impor", nama="Laporan impor")
        Penugasan.objects.create(
            pengguna=by, peran=Peran.ADMIN, wilayah=nation(), mulai="2015-01-01"
        )
        return by

    def _one(self, path, name):
        try:
            jenis, names, lembar, susunan = self._kind_of(path)
        except Unreadable as lack:
            return self._line(name, "-", note=str(lack))
        lacking = [k.label for k in jenis.kolom if k.perlu and k.nama not in _found(susunan)]
        if lacking or not susunan.kolom:
            titles = ", ".join(filter(None, susunan.judul[:5])) or "tanpa judul kolom"
            note = f"Tidak dikenali ({titles} …): tidak ada kolom {', '.join(lacking)}."
            return self._line(name, "-", note=note)
        berkas = ContentFile(path.read_bytes(), path.name)
        impor = actions.start(
            by=self.by, jenis=jenis, wilayah=nation(), berkas=berkas, susunan=susunan,
            lembar=lembar, daftar_lembar=names,
        )  # fmt: skip
        try:
            return self._judged(impor, name, jenis, path)
        finally:
            impor.berkas.delete(save=False)

    def _kind_of(self, path):
        """The kind most of whose columns stand in the sheet."""
        found = []
        for jenis in SEMUA.values():
            with path.open("rb") as file:
                names, lembar, susunan = kerja.look(file, jenis)
            here = _found(susunan)
            needed = all(k.nama in here for k in jenis.kolom if k.perlu)
            found.append((needed, len(susunan.kolom), jenis, names, lembar, susunan))
        best = max(found, key=lambda f: f[:2])
        return best[2:]

    def _judged(self, impor, name, jenis, path):
        year = year_in(path.name) or year_in(path.parent.name)
        asked = [k.nama for k in jenis.kolom if k.nama in ("tahun", "edisi") and year]
        bawaan = {nama: year for nama in asked if nama not in impor.kolom}
        actions.check(impor, by=self.by, kolom=impor.kolom, bawaan=bawaan)
        kerja.run(impor := Impor.objects.get(pk=impor.pk))
        counts = [impor.baris.filter(putusan=p).count() for p in Putusan.values]
        wrong = sum(_is_wrong(row) for row in impor.baris.waiting().select_related("wilayah"))
        note = self._put_in(impor) if self.masuk and counts[0] + counts[1] else ""
        self._line(name, jenis.kode, sum(counts), *counts, wrong, note)
        for putusan in (Putusan.CATATAN, Putusan.TANYA, Putusan.TOLAK):
            for row in impor.baris.filter(putusan=putusan)[: self.tanya]:
                self.stdout.write(f"    {putusan}: baris {row.nomor}: {row.alasan} {row.calon}")
        return None

    def _put_in(self, impor):
        actions.commit(impor, by=self.by)
        kerja.run(impor := Impor.objects.get(pk=impor.pk))
        inside = impor.baris.filter(hasil=Hasil.MASUK).count()
        actions.undo(impor, by=self.by, catatan="Laporan")
        kerja.run(impor := Impor.objects.get(pk=impor.pk))
        back = impor.baris.filter(hasil=Hasil.DICABUT).count()
        return f"masuk {inside}, dicabut lagi {back}"

    def _line(self, name, jenis, *counts_and_note, note=""):
        *counts, last = counts_and_note or ("", "", "", "", "", "", note)
        self.stdout.write(LAPORAN.format(name[-44:], jenis, *counts, last))


def _found(susunan):
    return {name.partition(":")[0] for name in susunan.kolom}


def _is_wrong(row):
    """Judged without the matcher: does the row itself name the place it was given, by its official
    code, and where it has a name, by that too? (Old editions speak of other codes.)"""
    if row.impor.jenis == "kode" or row.wilayah_id == NUSANTARA:
        return False
    codes = {read_code(cell).kode or read_code(cell).pulih for cell in row.sel}
    names = [text_of(c) for c in row.sel if isinstance(c, str) and any(x.isalpha() for x in c)]
    named = not names or any(agreement(n, row.wilayah.nama) != "beda" for n in names)
    return not ((row.wilayah_id in codes or not any(len(k) == 13 for k in codes)) and named)
