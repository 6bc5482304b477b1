"""Real meetings, entered through the product's own actions and printed: the thirteen that the
press reported, the largest of a kabupaten, and one of six hundred names."""

import csv
import os
import re
import shutil
import subprocess
from datetime import date, time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid6 import uuid7

from desa.models import AnggotaTim
from musyawarah import actions
from musyawarah.choices import Cara, JenisMusyawarah, Unsur
from musyawarah.data import data_of
from musyawarah.models import Musyawarah
from musyawarah.naskah import BERITA, Naskah
from musyawarah.tasks import pdf_of
from ppid.lib.pdf import render_pdf
from tests import factories
from tests.arsip import lacks
from tests.factories.musyawarah import decision, fill, musyawarah
from tests.musyawarah.test_naskah import needs_pdf, needs_poppler, text_of

J = JenisMusyawarah
SEMBILAN, SETENGAH_12 = time(9), time(11, 30)  # where nobody reported the hours


class Nyata(NamedTuple):
    """A meeting as the press reported it; names of people it did not report are made up."""

    kode: str
    nama: str
    kabupaten: str
    jenis: J
    tanggal: date  # the first of a month where no day was reported
    lokasi: str  # the place itself where no hall was
    hasil: tuple[str, ...]
    jam: tuple[time, time] = (SEMBILAN, SETENGAH_12)
    terpilih: int = 0  # members of the TPID


NYATA = [
    Nyata("65.01.05", "Tanjung Selor", "Bulungan", J.MAD_1, date(2017, 11, 9),
          "Kantor Kecamatan", ("Membentuk TPID dengan 7 orang anggota.",), terpilih=7),
    Nyata("36.01.32", "Pulosari", "Pandeglang", J.MAD_KHUSUS, date(2017, 12, 26), "Gedung PGRI",
          ("Memilih inovasi untuk direplikasi.",)),
    Nyata("35.07.11", "Kalipare", "Malang", J.MAD_1, date(2018, 8, 27), "Pendopo Kecamatan",
          ("Sembilan desa membentuk TPID dengan 7 orang anggota.",
           "Masa tugas TPID sampai dengan Desember 2018."), terpilih=7),
    Nyata("12.15.04", "Sitelu Tali Urang Julu", "Pakpak Bharat", J.MAD_2, date(2018, 12, 19),
          "Aula Kantor Camat", ("Menerima LPJ dana bantuan PPID.",
                                "Kartu ide dari bursa ditindaklanjuti dengan capturing.")),
    Nyata("35.22.18", "Purwosari", "Bojonegoro", J.MAD_2, date(2018, 12, 28), "Purwosari",
          ("Menerima LPJ PID 2018.",)),
    Nyata("35.07", "Kabupaten Malang", "Malang", J.BID, date(2018, 10, 15), "Dome UMM",
          ("Mencatat 122 kartu replikasi dari 378 desa.",)),
    Nyata("35.07.09", "Turen", "Malang", J.BID, date(2019, 8, 10), "SMKN 2 Kelautan Turen",
          ("Klaster 4 dengan 8 kecamatan mencatat 65 inovasi lain se-kabupaten.",),
          jam=(time(8), time(14))),
    Nyata("35.07.13", "Kepanjen", "Malang", J.BID, date(2019, 8, 10), "Pendapa Kabupaten",
          ("Klaster 3 dengan 10 kecamatan, pada tanggal yang sama dengan klaster 4.",)),
    Nyata("35.07.14", "Bululawang", "Malang", J.BID, date(2019, 8, 13), "Rest Area JLB",
          ("Klaster 2 dengan 7 kecamatan.",)),
    Nyata("32.12", "Kabupaten Indramayu", "Indramayu", J.BID, date(2018, 10, 11),
          "Gedung Bumi Patra", ("Menu 41 inovasi: 15 SDM, 18 ekonomi, 8 infrastruktur.",
                                "Kuwu dan ketua BPD menandatangani kartu komitmen.")),
    Nyata("35.10", "Kabupaten Banyuwangi", "Banyuwangi", J.BID, date(2017, 12, 28),
          "Gedung Wanita Paramitha Kencana",
          ("Hadir 21 TPID; 4 kecamatan belum membentuk TPID.",)),
    Nyata("35.15", "Kabupaten Sidoarjo", "Sidoarjo", J.BID, date(2018, 7, 1), "GOR Delta",
          ("Mencatat 48 ide dari 332 desa.",)),
    Nyata("18.10", "Kabupaten Pringsewu", "Pringsewu", J.RAKOR, date(2018, 11, 28),
          "GSG STKIP Muhammadiyah", ("Direktori P2KTD diverifikasi Dinas PMD.",)),
]  # fmt: skip
JABATAN = ["ketua", "bendahara", *["bidang_ppid"] * 3, *["verifikator"] * 2]  # [S17]


def _place(n):
    factories.wilayah(n.kode[:5], f"Kabupaten {n.kabupaten}")
    return factories.wilayah(n.kode, n.nama)


def _elect(made, terpilih, by):
    """Seven of them, as their first decision says; the team is made when it is sealed."""
    for i, jabatan in enumerate(JABATAN[:terpilih]):
        actions.add_row(
            made, "pemilihan", by=by, nama=f"Anggota Terpilih {i + 1}", jabatan=jabatan,
            jenis_kelamin="LP"[i % 2],
        )  # fmt: skip
    if terpilih:
        first = made.keputusan.order_by("urutan").first()
        actions.change_row(made, "keputusan", first.pk, by=by, tpid=True)


def _sealed(n):
    """Every step of it taken by the product's own actions."""
    place = _place(n)
    by = factories.user("admin", place.kode[:5])
    mulai, selesai = n.jam
    made = musyawarah(
        jenis=n.jenis, by=by, kode=place.kode, tanggal=n.tanggal, tahun=n.tanggal.year,
        lokasi=n.lokasi, mulai=mulai, selesai=selesai,
    )  # fmt: skip
    for name in ("invite", "start"):
        actions.BUTTONS[name](made, by=by)
    for teks in n.hasil:
        decision(made, by=by, teks=teks)
    _elect(made, n.terpilih, by)
    fill(made, by, decided=False)
    actions.minute(made, by=by)
    return actions.finalise(made, by=by)


@needs_pdf
@needs_poppler
@pytest.mark.slow
@pytest.mark.parametrize("n", NYATA, ids=lambda n: f"{n.nama}-{n.jenis}")
def test_a_real_meeting_becomes_a_paper(n):
    dokumen = _sealed(n)
    content = pdf_of(dokumen)
    if folder := os.environ.get("PPID_KERTAS"):  # to be looked at
        Path(folder, f"{n.kode}-{n.jenis}-{n.tanggal}.pdf").write_bytes(content)
    text = text_of(content)
    for said in (n.nama, n.kabupaten, n.lokasi, *n.hasil, dokumen.nomor):
        assert said in text
    assert f"{n.tanggal:%d-%m-%Y}" in text
    assert f"{n.jam[0]:%H.%M} s.d. {n.jam[1]:%H.%M}" in text
    assert sorted(set(lacks(content))) == []
    members = AnggotaTim.objects.filter(tim__wilayah=n.kode, tim__tahun=n.tanggal.year)
    assert members.count() == n.terpilih


def test_the_facts_are_those_of_the_collected_reports():
    """Where the collection is at hand (PPID_BERITA names it), date, hours and hall agree with it,
    and every number that it reports stands in a decision."""
    path = os.environ.get("PPID_BERITA", "")
    if not path or not Path(path).exists():
        pytest.skip("The collected reports are not at hand.")
    with Path(path).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(NYATA)
    for row, n in zip(rows, NYATA, strict=True):
        assert f"{n.tanggal:%Y-%m-%d}".startswith(row["tanggal"])
        assert row["tempat"] in {n.lokasi, ""}
        assert row["kabupaten"] == n.kabupaten
        hours = "-".join(f"{at:%H:%M}" for at in n.jam)
        assert row["jam"].removesuffix(" WIB") in {hours, ""}
        told = set(re.findall(r"\d+", " ".join(n.hasil).replace("Sembilan", "9")))
        assert set(re.findall(r"\d+", row["hasil"])) <= told


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
