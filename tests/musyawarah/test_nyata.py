"""Real meetings, entered through the product's own actions and printed: the thirteen that the
press reported, the largest of a kabupaten, and one of six hundred names."""

import csv
import os
import re
import shutil
import subprocess
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid6 import uuid7

from musyawarah import actions
from musyawarah.choices import Cara, JenisMusyawarah, Unsur
from musyawarah.data import data_of
from musyawarah.models import Musyawarah
from musyawarah.naskah import BERITA, Naskah
from musyawarah.tasks import pdf_of
from ppid.lib.pdf import render_pdf
from tests import factories
from tests.factories.musyawarah import fill, musyawarah
from tests.musyawarah.test_naskah import needs_pdf, needs_poppler, text_of

J = JenisMusyawarah
# Date, kind, place, whether of a kabupaten, and where: as reported; a month where no day was.
NYATA = [
    ("Tanjung Selor", J.MAD_1, date(2017, 11, 9), "Kantor Kecamatan"),
    ("Pulosari", J.MAD_KHUSUS, date(2017, 12, 26), "Gedung PGRI"),
    ("Kalipare", J.MAD_1, date(2018, 8, 27), "Pendopo Kecamatan"),
    ("Sitelu Tali Urang Julu", J.MAD_2, date(2018, 12, 19), "Aula Kantor Camat"),
    ("Purwosari", J.MAD_2, date(2018, 12, 28), "Purwosari"),
    ("Kabupaten Malang", J.BID, date(2018, 10, 15), "Dome UMM"),
    ("Turen", J.BID, date(2019, 8, 10), "SMKN 2 Kelautan Turen"),
    ("Kepanjen", J.BID, date(2019, 8, 10), "Pendapa Kabupaten"),
    ("Bululawang", J.BID, date(2019, 8, 13), "Rest Area JLB"),
    ("Kabupaten Indramayu", J.BID, date(2018, 10, 11), "Gedung Bumi Patra"),
    ("Kabupaten Banyuwangi", J.BID, date(2017, 12, 28), "Gedung Wanita Paramitha Kencana"),
    ("Kabupaten Sidoarjo", J.BID, date(2018, 7, 1), "GOR Delta"),
    ("Kabupaten Pringsewu", J.RAKOR, date(2018, 11, 28), "GSG STKIP Muhammadiyah"),
]


def _place(nama, n):
    """A place of that name; its code is made up, for names stand on paper, codes in the number."""
    if nama.startswith("Kabupaten"):
        return factories.wilayah(f"35.{n:02}", nama)
    return factories.wilayah(f"35.{n:02}.01", nama)


def _sealed(nama, jenis, tanggal, lokasi, n):
    place = _place(nama, n)
    by = factories.user("admin", place.kode[:5])
    facts = {"tanggal": tanggal, "tahun": tanggal.year, "lokasi": lokasi, "kode": place.kode}
    made = musyawarah(jenis=jenis, by=by, mulai=time(9), selesai=time(11, 30), **facts)
    for name in ("invite", "start"):
        actions.BUTTONS[name](made, by=by)
    fill(made, by)
    actions.minute(made, by=by)
    return actions.finalise(made, by=by)


@needs_pdf
@needs_poppler
@pytest.mark.parametrize("n", range(len(NYATA)))
def test_a_real_meeting_becomes_a_paper(n):
    nama, jenis, tanggal, lokasi = NYATA[n]
    dokumen = _sealed(nama, jenis, tanggal, lokasi, n + 1)
    text = text_of(pdf_of(dokumen))
    assert nama in text
    assert lokasi in text
    assert f"{tanggal:%d-%m-%Y}" in text
    assert dokumen.nomor in text


def test_the_facts_are_those_of_the_collected_reports():
    """Where the collection is at hand (PPID_BERITA names it), date and hall agree with it."""
    path = os.environ.get("PPID_BERITA", "")
    if not path or not Path(path).exists():
        pytest.skip("The collected reports are not at hand.")
    with Path(path).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(NYATA)
    for row, (_, _, tanggal, lokasi) in zip(rows, NYATA, strict=True):
        assert f"{tanggal:%Y-%m-%d}".startswith(row["tanggal"])
        assert row["tempat"] in {lokasi, ""}


# Many names


def _crowd(villages, each):
    """A MAD with so many people of so many villages, entered at once."""
    made = musyawarah(diundang=villages * each)
    people = []
    for v in range(villages):
        desa = factories.wilayah(f"{factories.KECAMATAN}.2{v:03}", f"Desa Nomor {v}")
        people += [_somebody(v, i, desa) for i in range(each)]
    actions.add_people(made, by=made.created_by, people=people)
    return Musyawarah.objects.get(pk=made.pk)


def _somebody(v, i, desa):
    return {
        "id": uuid7(),
        "nama": f"Nur'aini {v}-{i} {'Sastrowardoyo' if i % 5 == 0 else ''}".strip(),
        "jenis_kelamin": "LP"[i % 2],
        "unsur": [Unsur.KEPALA_DESA, Unsur.BPD, Unsur.TOKOH_MASYARAKAT, Unsur.PEREMPUAN][i % 4],
        "jabatan": "",
        "desa": desa,
        "hadir": True,
    }


@needs_pdf
@needs_poppler
@pytest.mark.slow
@pytest.mark.parametrize(("villages", "each"), [(24, 6), (50, 12)])
def test_many_names_keep_their_head_on_every_page(villages, each):
    made = _crowd(villages, each)
    data = data_of(made)
    content = render_pdf(BERITA, {"n": Naskah(data)})
    pages = text_of_pages(content)
    text = text_of(content)
    assert [k["nama"] for k in data["kehadiran"] if k["nama"] not in text] == []
    total = villages * each
    lists = [p for p in pages if re.search(r"\bNur'aini \d", p)]
    assert len(lists) > total / 40
    assert [p for p in lists if "Tanda tangan" not in p] == []
    assert f"Halaman {len(pages)} dari {len(pages)}" in pages[-1]
    (signed,) = (p for p in pages if "Demikian Berita Acara ini dibuat" in p)
    assert "Mengetahui" in signed


def text_of_pages(content):
    """The text of each page; a form feed ends one."""
    command = [shutil.which("pdftotext"), "-layout", "-", "-"]
    run = subprocess.run(command, input=content, capture_output=True, check=True, timeout=120)  # noqa: S603
    return [" ".join(page.split()) for page in run.stdout.decode().split("\f") if page.strip()]


# Whatever people are called


NAMES = st.text(
    st.characters(codec="latin-1", categories=["Lu", "Ll"], include_characters="'-. "),
    min_size=2,
    max_size=60,
).filter(lambda s: s.strip() == s and len(s.split()) >= 1 and s[0].isalpha() and s[-1].isalpha())


@needs_pdf
@needs_poppler
@pytest.mark.slow
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(NAMES, min_size=1, max_size=6), decisions=st.lists(NAMES, min_size=1))
def test_the_paper_holds_every_name_and_decision(names, decisions):
    data = BASE | {
        "kehadiran": [
            {"nama": n, "jk": "P", "unsur": "bpd", "jabatan": "", "desa": "", "kode_desa": ""}
            for n in names
        ],
        "keputusan": [
            {"teks": t, "cara": Cara.SUARA, "setuju": 7001, "menolak": 802, "abstain": 93}
            for t in decisions
        ],
    }
    text = text_of(render_pdf(BERITA, {"n": Naskah(data)}))
    bare = run_together(text)
    for said in [*names, *decisions]:
        assert run_together(said) in bare
    assert "7001setuju,802menolak,93abstain" in bare


def run_together(text):
    """Without what a line break may take: pdftotext joins a word that broke at its own hyphen."""
    return "".join(text.split()).replace("-", "")


BASE = {
    "jenis": "mad_1", "nomor": "", "judul": "MAD I", "tahun": 2018, "lokasi": "Pendopo",
    "dasar": "", "penyelenggara": "Camat", "pimpinan": "A", "notulis": "B", "moderator": "",
    "diundang": 9, "jalannya": "", "catatan_kuorum": "", "tanggal": "2018-08-27",
    "mulai": "09:00", "selesai": "11:30", "zona": "WIB", "tanpa_wakil": [], "agenda": [],
    "narasumber": [], "tindak_lanjut": [], "penandatangan": [], "id": 1,
    "wilayah": {"kode": "35.07.11", "tingkat": "kecamatan", "nama": "Kalipare", "kecamatan": "",
                "kabupaten": "Kabupaten Malang", "provinsi": "Jawa Timur", "jumlah_desa": 9},
    "istilah": {"tempat": "Kalipare", "desa": "Desa", "kepala_desa": "Kepala Desa", "bpd": "BPD",
                "badan": "BPD", "kecamatan": "Kecamatan", "camat": "Camat", "tpid": "TPID",
                "pejabat": "Camat Kalipare", "tim": "TPID"},
}  # fmt: skip
