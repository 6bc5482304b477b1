"""How long an import takes, and how much memory: IDM rows, read, judged and put in.

    .venv/bin/python bench/impor.py [rows] [csv|xlsx]

On the database in use, with all places loaded; everything is rolled back. Run it with two sizes:
the memory of this process must not grow with the rows."""

import csv
import os
import resource
import sys
from io import BytesIO, StringIO
from pathlib import Path
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppid.settings")
os.environ.setdefault("PPID_DEMO", "1")
django.setup()

import xlsxwriter  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.db import transaction  # noqa: E402

from bench.hasil import keep  # noqa: E402
from desa.actions import impor as actions  # noqa: E402
from desa.choices import Peran  # noqa: E402
from desa.impor import kerja  # noqa: E402
from desa.impor.jenis import SEMUA  # noqa: E402
from desa.models import Impor, Pengguna, Penugasan, Wilayah  # noqa: E402
from desa.models.wilayah import nation  # noqa: E402

JUDUL = ["kode_desa", "desa", "kecamatan", "tahun", "nilai_idm", "iks", "ike", "ikl"]


def rows(count):
    places = Wilayah.objects.villages().select_related("induk").order_by("kode")
    found = list(places.values_list("kode", "nama", "induk__nama"))
    for n in range(count):
        kode, nama, kecamatan = found[n % len(found)]
        yield [kode.replace(".", ""), nama.upper(), kecamatan, 2020 + n // len(found),
               "0.7071", "0.8114", "0.6167", "0.6667"]  # fmt: skip


def content_of(count, kind):
    if kind == "csv":
        text = StringIO()
        csv.writer(text).writerows([JUDUL, *rows(count)])
        return text.getvalue().encode()
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate([JUDUL, *rows(count)]):
            sheet.write_row(n, 0, row)
    return buffer.getvalue()


def megabytes(who=resource.RUSAGE_SELF):
    return resource.getrusage(who).ru_maxrss / 1024


def timed(act):
    start = perf_counter()
    act()
    return perf_counter() - start


def main(count=75_000, kind="csv"):
    by = Pengguna.objects.create(username="bench.impor", nama="Bench")
    Penugasan.objects.create(pengguna=by, peran=Peran.ADMIN, wilayah=nation(), mulai="2015-01-01")
    berkas = ContentFile(content_of(count, kind), f"bench.{kind}")
    before = megabytes()
    names, lembar, susunan = kerja.look(berkas, SEMUA["idm"])
    impor = actions.start(
        by=by, jenis=SEMUA["idm"], wilayah=nation(), berkas=berkas, susunan=susunan,
        lembar=lembar, daftar_lembar=names,
    )  # fmt: skip
    size = berkas.size
    del berkas
    actions.check(impor, by=by, kolom=impor.kolom, bawaan={})
    check = timed(lambda: kerja.run(Impor.objects.get(pk=impor.pk)))
    actions.commit(impor, by=by)
    commit = timed(lambda: kerja.run(Impor.objects.get(pk=impor.pk)))
    done = impor.baris.done().count()
    impor.berkas.delete(save=False)
    sys.stdout.write(
        f"{count} rows of {kind} ({size / 1024**2:.1f} MB): checked in {check:.1f} s, put in in "
        f"{commit:.1f} s ({done} rows); peak {megabytes():.0f} MB, {before:.0f} MB before it; "
        f"reader {megabytes(resource.RUSAGE_CHILDREN):.0f} MB\n"
    )
    keep(
        f"import of {count:,} IDM rows, {kind}, judged and put in", check + commit, "s",
        budget=60 if count == 75_000 else None, command=f"python bench/impor.py {count} {kind}",
    )  # fmt: skip


if __name__ == "__main__":
    with transaction.atomic():
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 75_000, *sys.argv[2:])
        transaction.set_rollback(True)
