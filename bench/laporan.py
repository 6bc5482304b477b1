"""How long the monthly report of a companion takes, and a batch of them: time and memory.

    python bench/laporan.py [reports] [entries] [photos of an entry] [file to keep one in]

Beside it bare WeasyPrint of the same HTML with the same photos. Ours adds the template, the QR,
the tags of PDF/A-3a, and photos made small enough to stay below 4 MB.
A batch in one process, then a third of it in one, two … processes, as many as there are cores: how
much a worker more brings."""

import os
import resource
import sys
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppid.settings")
os.environ.setdefault("PPID_DEMO", "1")

import django

django.setup()

from datetime import date  # noqa: E402

from django.conf import settings  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image, ImageDraw, ImageFilter  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402

from desa.actions.dokumen import canonical, digest  # noqa: E402
from desa.actions.foto import KECIL, encode  # noqa: E402
from desa.models import Dokumen  # noqa: E402
from tugas.naskah import BESAR, LAPORAN, NaskahLaporan, fitted, inline  # noqa: E402

KATA = (
    "Pertemuan dengan kader dan perangkat desa membahas kebutuhan teknis tahun ini, dilanjutkan "
    "kunjungan ke lokasi bersama kepala dusun dan dua wakil BPD. "
)


def picture(seed):
    """A crowd under a roof, as grainy as a cheap phone makes it."""
    random = Random(seed)  # noqa: S311 -- no secret is drawn
    image = Image.effect_noise((960, 720), 60).convert("RGB")
    pen = ImageDraw.Draw(image, "RGBA")
    for _ in range(60):
        x, y, r = random.randint(0, 960), random.randint(200, 720), random.randint(15, 70)
        color = tuple(random.randint(30, 220) for _ in "rgb")
        pen.ellipse([x - r, y - r, x + r, y + r], fill=(*color, 190))
    image = image.filter(ImageFilter.GaussianBlur(1))
    image.thumbnail((KECIL, KECIL))
    return encode(image, quality=70)


def data(entries, photos):
    days = [
        {
            "tanggal": f"2026-10-{n:02}",
            "menit": 150 if n % 7 else 0,
            "desa": ["Kalipare"],
            "jumlah": 1,
            "keterangan": "",
        }
        for n in range(1, 32)
    ]
    return {
        "bentuk": 1, "nama": "Siti Aminah", "peran": "Pendamping Lokal Desa",
        "wilayah": "Desa Kalipare, Kec. Kalipare, Kab. Malang", "bulan": "2026-10-01",
        "batas": "2026-11-04", "catatan": "", "menit": 4050, "hari_kerja": 27, "rencana": [
            {"tanggal": f"2026-10-{n:02}", "desa": "Kalipare", "tugas": 6,
             "kegiatan": "Mendata kebutuhan P2KTD"} for n in range(2, 28, 3)],
        "realisasi": [
            {"tanggal": f"2026-10-{n % 28 + 1:02}", "waktu": "09.00-11.30", "desa": "Kalipare",
             "tugas": n % 7 + 1, "judul": f"Rapat ke-{n + 1}", "uraian": KATA * 2,
             "hasil": "Daftar kebutuhan.", "masalah": "", "solusi": "", "peserta": "19 (L 7, P 12)",
             "resi": f"7K3M-{n:04}", "status": "diterima",
             "foto": [{"id": f"{n}-{i}", "sha256": "0"} for i in range(photos)]}
            for n in range(entries)],
        "hari": days,
    }  # fmt: skip


def paper(entries, photos, n=0):
    text = canonical(data(entries, photos))
    return Dokumen(
        kode=f"BENCH{n:05}", nomor=f"LB/PLD/2026-10/{n:08}", versi=1, data=text,
        judul="Laporan bulanan", jenis="Laporan Bulanan", sha256_data=digest(text),
        tanggal=date(2026, 10, 31), created_at=timezone.now(),
    )  # fmt: skip


def peak():
    """Megabytes that this process has needed at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(make, times):
    make()  # warm
    found = []
    for _ in range(times):
        start = perf_counter()
        make()
        found.append(perf_counter() - start)
    return median(found)


def say(*words):
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(reports=200, entries=40, photos=3, keep=""):
    small = {f"{n}-{i}": picture(n * 10 + i) for n in range(entries) for i in range(photos)}
    dokumen = paper(entries, photos)
    content = fitted(dokumen, small)
    if keep:
        Path(keep).write_bytes(content)
    say(
        f"{entries} entries, {len(small)} photos of {sum(map(len, small.values())) // 1000} kB:",
        f"one PDF of {len(content) / 1e6:.2f} MB (limit {BESAR / 1e6:.0f} MB)",
    )
    naskah = NaskahLaporan(dokumen, inline(small), (KECIL, 0))
    html = render_to_string(LAPORAN, {"n": naskah})
    static = settings.BASE_DIR / "static"
    sheet = CSS(filename=str(static / "css" / "cetak.css"))

    def bare(**options):
        HTML(string=html, base_url=static.as_uri() + "/").write_pdf(stylesheets=[sheet], **options)

    ours = timed(lambda: fitted(dokumen, small), 3)
    tagged = timed(lambda: bare(pdf_variant="pdf/a-3a"), 3)
    plain = timed(bare, 3)
    say(
        f"one: ours {ours:.2f} s; bare WeasyPrint as PDF/A-3a with tags {tagged:.2f} s, ratio",
        f"{ours / tagged:.2f}; as plain PDF without tags {plain:.2f} s, ratio {ours / plain:.2f}",
    )
    before, start, busy = peak(), perf_counter(), process_time()
    sizes = [len(fitted(paper(entries, photos, n), small)) for n in range(reports)]
    took, busy = perf_counter() - start, process_time() - busy
    say(
        f"batch of {reports}: {took:.0f} s, {took / reports:.2f} s each, of the processor",
        f"{busy / reports:.2f} s each, largest",
        f"{max(sizes) / 1e6:.2f} MB; memory at most {peak():.0f} MB, {before:.0f} MB before it",
    )

    scale(max(reports // 3, 1), lambda n: fitted(paper(entries, photos, n), small))


def scale(reports, make):
    """The same batch in ever more processes, as workers do it; each has what it needs in memory."""
    alone = None
    for workers in range(1, (os.cpu_count() or 1) + 1):
        start = perf_counter()
        running = [fork(range(w, reports, workers), make) for w in range(workers)]
        if any(os.waitpid(pid, 0)[1] for pid in running):
            raise SystemExit("A worker failed.")
        rate = reports / (perf_counter() - start)
        alone = alone or rate
        say(f"{workers} workers: {rate * 60:.0f} reports a minute, {rate / alone:.2f}x one alone")


def fork(numbers, make):
    """A child that makes these and ends; its process id."""
    if pid := os.fork():
        return pid
    try:
        for n in numbers:
            make(n)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    keep = [a for a in sys.argv[1:] if not a.isdigit()]
    main(*(int(a) for a in sys.argv[1:] if a.isdigit()), **({"keep": keep[0]} if keep else {}))
