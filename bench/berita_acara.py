"""How long a berita acara takes, beside bare WeasyPrint of the same HTML.

    python bench/berita_acara.py [names] [times]

Ours adds the template, the QR, the tags of PDF/A-3a and the data inside the file."""

import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppid.settings")
os.environ.setdefault("PPID_DEMO", "1")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402

from bench.hasil import keep  # noqa: E402
from musyawarah.naskah import BERITA, Naskah  # noqa: E402
from ppid.lib.pdf import render_pdf  # noqa: E402

UNSUR = ("kepala_desa", "bpd", "tokoh_masyarakat", "perempuan")


def data(names):
    """A MAD I with so many names, three decisions and five signatures."""
    return {
        "jenis": "mad_1", "nomor": "", "judul": "MAD I Kalipare", "tahun": 2018, "id": 1,
        "lokasi": "Pendopo Kecamatan", "dasar": "", "penyelenggara": "Kecamatan Kalipare",
        "pimpinan": "Sutrisno Hadi", "notulis": "Wahyuni", "moderator": "", "diundang": names,
        "jalannya": "", "catatan_kuorum": "", "tanggal": "2018-08-27", "mulai": "09:00",
        "selesai": "11:30", "zona": "WIB", "tanpa_wakil": [],
        "wilayah": {"kode": "35.07.11", "tingkat": "kecamatan", "nama": "Kalipare",
                    "kecamatan": "Kalipare", "kabupaten": "Kabupaten Malang",
                    "provinsi": "Jawa Timur", "jumlah_desa": 9},
        "istilah": {"tempat": "Kalipare", "desa": "Desa", "kepala_desa": "Kepala Desa",
                    "bpd": "BPD", "badan": "BPD", "kecamatan": "Kecamatan", "camat": "Camat",
                    "tpid": "TPID", "pejabat": "Camat Kalipare", "tim": "TPID"},
        "agenda": [{"judul": f"Mata acara {n}", "pembahasan": "Dibahas bersama. " * 12, "pk": n}
                   for n in range(1, 10)],
        "narasumber": [], "tindak_lanjut": [],
        "keputusan": [{"teks": f"Keputusan {n}.", "cara": "mufakat"} for n in (1, 2, 3)],
        "penandatangan": [{"sebagai": f"Saksi {n}", "nama": f"Nama {n}", "jabatan": ""}
                          for n in range(5)],
        "kehadiran": [
            {"nama": f"Nama Peserta {n}", "jk": "LP"[n % 2], "unsur": UNSUR[n % 4], "jabatan": "",
             "desa": f"Desa {n % 9}", "kode_desa": f"35.07.11.20{n % 9:02}"}
            for n in range(names)
        ],
    }  # fmt: skip


def timed(make, times):
    make()  # warm
    found = []
    for _ in range(times):
        start = perf_counter()
        make()
        found.append(perf_counter() - start)
    return median(found)


def main(names=40, times=5):
    context = {"n": Naskah(data(names))}
    html = render_to_string(BERITA, context)
    static = settings.BASE_DIR / "static"
    sheet = CSS(filename=str(static / "css" / "cetak.css"))

    def bare(**options):
        HTML(string=html, base_url=static.as_uri() + "/").write_pdf(stylesheets=[sheet], **options)

    ours = timed(lambda: render_pdf(BERITA, context), times)
    theirs = timed(bare, times)
    tagged = timed(lambda: bare(pdf_variant="pdf/a-3a"), times)
    sys.stdout.write(
        f"{names} names: ours {ours * 1000:.0f} ms; bare WeasyPrint as PDF/A-3a with tags "
        f"{tagged * 1000:.0f} ms, ratio {ours / tagged:.2f}; as plain PDF without tags "
        f"{theirs * 1000:.0f} ms, ratio {ours / theirs:.2f}\n"
    )
    ratio = ours / tagged
    keep(
        f"berita acara, {names} names, beside bare WeasyPrint of the same kind of PDF", ratio, "×",
        budget=1.2, ratio=(ours / theirs, "plain PDF without tags"),
        command=f"python bench/berita_acara.py {names}",
    )  # fmt: skip


if __name__ == "__main__":
    main(*(int(n) for n in sys.argv[1:]))
