"""The entries of five years in one table, and the same in partitions by year: what a list, a month
and the farewell to a year cost in each. Copies the entries that are there, drops the copies."""

from statistics import median
from time import perf_counter

from django.db import connection

from bench.hasil import keep
from bench.nasional.halaman import timed
from tugas.models import Kegiatan

YEARS = 5
ONE, MANY = "banding_utuh", "banding_per_tahun"
COLUMNS = "id, desa_id, kabupaten, kecamatan, tanggal, status, judul, uraian"
SPREAD = f"""INSERT INTO {{}} ({COLUMNS})
SELECT id, desa_id, kabupaten, kecamatan,
  (tanggal - make_interval(years => (hashtext(id::text) & 2147483647) % {YEARS}))::date,
  status, judul, uraian
FROM tugas_kegiatan"""  # noqa: S608
LIST = """SELECT id, tanggal, judul, status FROM {} WHERE kabupaten = %s
ORDER BY tanggal DESC, id DESC LIMIT 25"""
DEEP = """SELECT id, tanggal, judul, status FROM {} WHERE kabupaten = %s
AND (tanggal, id) < (%s, %s) ORDER BY tanggal DESC, id DESC LIMIT 25"""
MONTH = """SELECT kecamatan, count(*) FROM {} WHERE kabupaten = %s
AND tanggal BETWEEN %s AND %s GROUP BY kecamatan"""


def ask(cursor, sql, values=()):
    cursor.execute(sql, values)
    return cursor.fetchall()


def build(cursor, newest):
    kept = "id uuid, desa_id text, kabupaten text, kecamatan text, tanggal date, status text"
    cursor.execute(f"CREATE TABLE {ONE} ({kept}, judul text, uraian text, PRIMARY KEY (id))")
    cursor.execute(
        f"CREATE TABLE {MANY} ({kept}, judul text, uraian text, PRIMARY KEY (tanggal, id)) "
        "PARTITION BY RANGE (tanggal)"
    )
    for year in range(newest - YEARS, newest + 1):
        span = f"FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
        cursor.execute(f"CREATE TABLE {MANY}_{year} PARTITION OF {MANY} FOR VALUES {span}")
    for table in (ONE, MANY):
        cursor.execute(SPREAD.format(table))
        cursor.execute(f"CREATE INDEX ON {table} (kabupaten, tanggal DESC, id DESC)")
        cursor.execute(f"ANALYZE {table}")


def compare(kali):
    """Print the two beside each other."""
    last = Kegiatan.objects.order_by("-tanggal").first()
    busy = Kegiatan.objects.order_by("kabupaten").values_list("kabupaten", flat=True)
    kabupaten = busy[busy.count() // 2]
    month = (last.tanggal.replace(day=1), last.tanggal)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {ONE}, {MANY}")
        build(cursor, last.tanggal.year)
        deep = last.tanggal.replace(year=last.tanggal.year - 3)
        asked = {
            "first page of a kabupaten": (LIST, (kabupaten,)),
            "page three years deep": (DEEP, (kabupaten, deep, last.pk)),
            "one month by kecamatan": (MONTH, (kabupaten, *month)),
        }
        print("| what | one table, ms | by year, ms | by year beside one |")
        print("|---|--:|--:|--:|")
        for what, (sql, values) in asked.items():
            one, many = (cost(cursor, sql.format(t), values, kali) for t in (ONE, MANY))
            print(f"| {what} | {one:.2f} | {many:.2f} | {many / one:.2f}× |")
            keep(f"entries by year: {what}", many, "ms", ratio=(many / one, "one table"),
                 command="python -m bench.nasional partisi")  # fmt: skip
        goodbye(cursor, last.tanggal.year - YEARS + 1)
        cursor.execute(f"DROP TABLE {ONE}, {MANY}")


def cost(cursor, sql, values, kali):
    ask(cursor, sql, values)
    return median(timed(lambda: ask(cursor, sql, values)) for _ in range(kali))


def goodbye(cursor, year):
    """An old year leaves: rows deleted from the one table, a partition taken off the other."""
    start = perf_counter()
    cursor.execute(f"DELETE FROM {ONE} WHERE tanggal < '{year + 1}-01-01'")  # noqa: S608
    one = (perf_counter() - start) * 1000
    many = timed(lambda: cursor.execute(f"ALTER TABLE {MANY} DETACH PARTITION {MANY}_{year}"))
    cursor.execute(f"DROP TABLE {MANY}_{year}")
    print(f"| an old year leaves | {one:.2f} | {many:.2f} | {many / one:.2f}× |")
