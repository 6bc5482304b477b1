"""Keeps every stone and every count true, in the transaction of the step that changed a fact."""

from collections import Counter, defaultdict
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from desa.choices import Tingkat
from desa.models import Wilayah
from inovasi.models import ButirPerencanaan, Inovasi, Komitmen, NihilInovasi, PenolakanKomitmen
from inovasi.models.inovasi import UNSENT
from musyawarah.models import Musyawarah
from p2ktd.choices import StatusKebutuhan
from p2ktd.models import Kebutuhan, Pekerjaan
from tugas.choices import Status
from tugas.fakta import MUSDES_P2KTD, facts_of
from tugas.keadaan import Keadaan
from tugas.models import Capaian, Kegiatan, Rekap
from tugas.penilaian import FORUM_WAJIB, judge

COUNTED_ON = {Tingkat.KECAMATAN: 8, Tingkat.KABUPATEN: 5}
COLUMNS = ["keadaan", "ada", "perlu", "kalimat", "langkah", "siapa", "tautan", "batas"]
CHUNK = 500  # villages judged in one go
UNSEEN = {Status.DRAF, Status.DIBUANG}


_waiting = ContextVar("villages to be judged when all is written", default=None)
_later = ContextVar("what else is counted when all is written", default=None)


@contextmanager
def together():
    """Many steps at once: each village is judged when all of them are written, and only once.
    Belongs inside the transaction of the steps."""
    if _waiting.get() is not None:
        yield
        return
    waiting, later = set(), {}
    token, other = _waiting.set(waiting), _later.set(later)
    try:
        yield
    finally:
        _waiting.reset(token)
        _later.reset(other)
    for tahun in sorted({tahun for _, tahun in waiting}):
        recount([kode for kode, year in waiting if year == tahun], tahun)
    for count, places in later.items():
        for args in sorted(places):
            count(*args)


def postponed(count, *args):
    """While many steps are under way: note this count for their end, once, and say so."""
    if (later := _later.get()) is None:
        return False
    later.setdefault(count, set()).add(args)
    return True


def recount(kodes, tahun):
    """Judge these villages of this year anew, and move the counts by what changed. Their kabupaten
    is locked first: of two steps at once, the second judges with the first in sight, and two that
    touch the same counts never wait for each other in a ring. How many stones now say something
    else; of steps that are judged later, none yet."""
    if (waiting := _waiting.get()) is not None:
        waiting.update((kode, tahun) for kode in kodes)
        return 0
    kodes = sorted(kodes)
    starts = range(0, len(kodes), CHUNK)
    with transaction.atomic(savepoint=False):  # goes with the step or not at all
        lock({kode[:5] for kode in kodes})
        return sum(_recount(kodes[start : start + CHUNK], tahun) for start in starts)


def lock(kabupaten):
    """Held until the step commits; rows that only point at these places are not kept waiting."""
    rows = Wilayah.objects.select_for_update(no_key=True).filter(pk__in=kabupaten)
    list(rows.order_by("pk").values_list("pk"))


def _recount(kodes, tahun):
    """Only what says something else than before is written: a step moves one stone of seven."""
    kept = {(c.desa_id, c.nomor): c for c in Capaian.objects.filter(desa__in=kodes, tahun=tahun)}
    rows = [
        row
        for kode, fakta in facts_of(kodes, tahun).items()
        for nomor, p in judge(fakta).items()
        if not _same(kept.get((kode, nomor)), row := _row(kode, tahun, nomor, p))
    ]
    Capaian.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["desa", "tahun", "nomor"],
        update_fields=COLUMNS,
    )
    _move_counts({key: c.keadaan for key, c in kept.items()}, rows, tahun)
    return len(rows)


def _same(kept, row):
    return kept is not None and all(getattr(kept, c) == getattr(row, c) for c in COLUMNS)


def _row(kode, tahun, nomor, p):
    step = p.langkah
    return Capaian(
        desa_id=kode,
        tahun=tahun,
        nomor=nomor,
        keadaan=p.keadaan,
        ada=p.ada,
        perlu=p.perlu,
        kalimat=p.kalimat,
        langkah=step.teks if step else "",
        siapa=step.siapa if step else "",
        tautan=step.tautan if step else "",
        batas=step.batas if step else None,
    )


def _move_counts(old, rows, tahun):
    """Under the lock of the kabupaten nobody else moves these counts between read and write."""
    moved = Counter()
    for row in rows:
        before, after = old.get((row.desa_id, row.nomor), Keadaan.BELUM), row.keadaan
        if before == after:
            continue
        for tingkat, width in COUNTED_ON.items():
            place = (row.desa_id[:width], str(tingkat), row.nomor)
            moved[*place, str(before)] -= 1
            moved[*place, str(after)] += 1
    changed = {k: n for k, n in moved.items() if n and k[3] != Keadaan.BELUM}
    if not changed:
        return
    kept = _kept(Rekap.objects.filter(wilayah__in={k[0] for k in changed}, tahun=tahun))
    _write_counts({k: kept.get(k, 0) + n for k, n in changed.items()}, tahun)


def _kept(counts):
    """{(place, level, duty, state): villages}"""
    rows = counts.values_list("wilayah_id", "tingkat", "nomor", "keadaan", "jumlah")
    return {tuple(key): n for *key, n in rows}


def _write_counts(counts, tahun):
    Rekap.objects.bulk_create(
        [
            Rekap(
                wilayah_id=kode, tingkat=tingkat, tahun=tahun, nomor=nomor, keadaan=state, jumlah=n
            )
            for (kode, tingkat, nomor, state), n in sorted(counts.items())
        ],
        update_conflicts=True,
        unique_fields=["wilayah", "tahun", "nomor", "keadaan"],
        update_fields=["jumlah"],
    )


def rebuild():
    """Make every stone and count anew from the facts, a kabupaten and year at a time;
    (villages judged, stones mended, counts mended)."""
    villages = stones = counts = 0
    for (kabupaten, tahun), kodes in sorted(villages_with_facts().items()):
        with transaction.atomic():
            lock({kabupaten})
            counts += _mend_counts(kabupaten, tahun)
            stones += recount(kodes, tahun)
            villages += len(kodes)
    return villages, stones, counts


def _mend_counts(kabupaten, tahun):
    """Bring the counts to what the stored stones say; how many were wrong."""
    wrong = wrong_counts(kabupaten, tahun)
    _write_counts({key: true for key, (_, true) in wrong.items()}, tahun)
    return len(wrong)


def wrong_counts(kabupaten, tahun):
    """{(place, level, duty, state): (kept, counted from the stored stones)} where they differ."""
    true = Counter()
    stones = Capaian.objects.filter(kabupaten=kabupaten, tahun=tahun)
    begun = stones.exclude(keadaan=Keadaan.BELUM)
    for desa, nomor, keadaan in begun.values_list("desa_id", "nomor", "keadaan"):
        for tingkat, width in COUNTED_ON.items():
            true[desa[:width], str(tingkat), nomor, keadaan] += 1
    said = _kept(Rekap.objects.filter(kabupaten=kabupaten, tahun=tahun))
    keys = {*true, *said}
    return {k: (said.get(k, 0), true[k]) for k in keys if true[k] != said.get(k, 0)}


def wrong_stones(kodes, tahun):
    """[(village, duty, kept, judged from the facts)] where a stored stone says something else."""
    kept = {(c.desa_id, c.nomor): c for c in Capaian.objects.filter(desa__in=kodes, tahun=tahun)}
    found = []
    for kode, fakta in facts_of(kodes, tahun).items():
        for nomor, p in judge(fakta).items():
            c = kept.get((kode, nomor))
            said = (c.keadaan, c.ada, c.perlu) if c else (str(Keadaan.BELUM), 0, p.perlu)
            true = (str(p.keadaan), p.ada, p.perlu)
            if said != true:
                found.append((kode, nomor, said, true))
    return found


def villages_with_facts():
    """{(kabupaten, year): {villages}} that have any fact or stone."""
    found = defaultdict(set)
    for kode, tahun in _with_facts():
        found[kode[:5], tahun].add(kode)
    return found


def _with_facts():
    yield from Capaian.objects.order_by().values_list("desa_id", "tahun").distinct()
    entries = Kegiatan.objects.exclude(status__in=UNSEEN).order_by()
    yield from entries.values_list("desa_id", "tahun").distinct()
    for model in CHAIN:
        yield from model.objects.order_by().values_list("desa_id", "tahun").distinct()
    for m in Musyawarah.objects.filter(jenis__in=[*FORUM_WAJIB, MUSDES_P2KTD]):
        for kode in villages_in(m.wilayah_id):
            yield kode, m.tahun


def villages_in(kode):
    return Wilayah.objects.villages().in_places([kode]).values_list("pk", flat=True)


# What the stones of duties 2 to 7 are judged from: rows of one village and year.
CHAIN = (Komitmen, PenolakanKomitmen, Inovasi, NihilInovasi, Kebutuhan, Pekerjaan)


def follow(obj, langkah, nilai):
    """Hears every trail line; judges anew what the step may have changed."""
    if isinstance(obj, (Kegiatan, *CHAIN)) and _is_fact(obj, langkah):
        desa, tahun = nilai.get("desa_id", [None])[0], nilai.get("tahun", [None])[0]
        for kode, year in {(obj.desa_id, obj.tahun), (desa or obj.desa_id, tahun or obj.tahun)}:
            recount([kode], year)
    elif isinstance(obj, ButirPerencanaan) and obj.komitmen_id:
        recount([obj.desa_id], obj.komitmen.tahun)
    elif isinstance(obj, Musyawarah) and _matters(obj, langkah, nilai):
        year = nilai.get("tahun", [None])[0]
        for tahun in {obj.tahun, year or obj.tahun}:
            recount(villages_in(obj.wilayah_id), tahun)


def _is_fact(obj, langkah):
    """Drafts are nobody's fact yet."""
    if isinstance(obj, Kegiatan):
        return obj.status not in UNSEEN or langkah in {"discard", "withdraw"}
    if isinstance(obj, Kebutuhan):
        return obj.status != StatusKebutuhan.DRAF
    return not isinstance(obj, Inovasi) or obj.status not in UNSENT


SEEN = {"jenis", "tahun", "tanggal", "wilayah_id"}


def _matters(m, langkah, nilai):
    """Writing in a meeting's lists changes no stone; moving it, or its date, does."""
    if m.jenis not in {*FORUM_WAJIB, MUSDES_P2KTD} and "jenis" not in nilai:
        return False
    return langkah != "edit" or bool(SEEN & nilai.keys())


def overdue(today):
    """Judge anew the villages whose deadline went by since anybody looked: run every night."""
    rows = Capaian.objects.filter(batas__lt=today).exclude(keadaan=Keadaan.TERLAMBAT)
    passed = defaultdict(set)
    for desa, tahun in rows.order_by().values_list("desa_id", "tahun").distinct():
        passed[tahun].add(desa)
    for tahun, kodes in passed.items():
        recount(kodes, tahun)
    return sum(map(len, passed.values()))
