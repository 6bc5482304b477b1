"""What the work behind the wizard writes: rows, counts, ends. Asked for by desa.impor.kerja."""

from django.db import transaction
from django.db.models import Count

from desa.choices_impor import Hasil, Putusan
from desa.models import BarisImpor, Impor
from desa.trail import take, taking

HASIL = ["hasil", "objek", "objek_id", "sebelum", "alasan"]


def clear(impor):
    impor.baris.all().delete()


@transaction.atomic
def store(impor, rows):
    BarisImpor.objects.bulk_create(rows, batch_size=250)
    impor.dikerjakan += len(rows)
    impor.save(update_fields=["dikerjakan"])


def keys_before(impor, keys):
    """{key: (row number, isi)} of the rows judged so far."""
    found = impor.baris.filter(kunci__in=keys).values_list("kunci", "nomor", "isi")
    return {kunci: (nomor, isi) for kunci, nomor, isi in found}


def count(impor, done, total):
    impor.dikerjakan, impor.jumlah = done, total
    impor.save(update_fields=["dikerjakan", "jumlah"])


def fail(impor, sentence):
    with taking("fail", impor, by=None, catatan=sentence) as impor:
        impor.galat = sentence[:300]


def checked(impor):
    counts = dict.fromkeys(Putusan.values, 0) | dict(
        impor.baris.values_list("putusan").annotate(n=Count("pk"))
    )
    said = ", ".join(f"{Putusan(p).label.lower()} {n}" for p, n in counts.items())
    with taking("checked", impor, by=None, catatan=said) as impor:
        impor.jumlah = sum(counts.values())


@transaction.atomic
def work_on(impor, rows, act, size):
    """One chunk: locked, acted on, marked; its rows. Two workers take turns."""
    Impor.objects.select_for_update(of=["self"], no_key=True).get(pk=impor.pk)
    part = list(rows.select_related("wilayah")[:size])
    if part:
        act(part, by=impor.pelaksana, impor=impor)
        if any(not row.hasil for row in part):
            raise RuntimeError("A row was left without a result.")
        _mark(part)
    return part


def _mark(rows):
    """Those that only say "in" go in one statement, the others one by one."""
    plain = [r for r in rows if r.sebelum is None and not r.objek_id]
    for hasil in {r.hasil for r in plain}:
        mine = [r.pk for r in plain if r.hasil == hasil]
        BarisImpor.objects.filter(pk__in=mine).update(hasil=hasil)
    rest = [r for r in rows if r.sebelum is not None or r.objek_id]
    BarisImpor.objects.bulk_create(
        rest, update_conflicts=True, unique_fields=["impor", "nomor"], update_fields=HASIL
    )


def committed(impor):
    found = dict(impor.baris.exclude(hasil="").values_list("hasil").annotate(n=Count("pk")))
    said = ", ".join(f"{Hasil(h).label.lower()} {n}" for h, n in found.items())
    take("done", impor, by=None, catatan=said)


def undone(impor):
    found = dict(impor.baris.exclude(hasil="").values_list("hasil").annotate(n=Count("pk")))
    said = ", ".join(f"{Hasil(h).label.lower()} {n}" for h, n in found.items())
    take("undone", impor, by=None, catatan=said)
