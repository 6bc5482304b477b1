"""What a kabupaten may word for itself in a berita acara: number, legal basis, opening, closing,
free paragraphs, which sections and in which order. The layout stays ours.

Django's own engine puts the values in, stripped of every tag and filter: no code runs, nothing is
loaded from anywhere, and what comes out is plain text that the paper escapes like any other. A
field that is not listed here is refused by its name."""

from difflib import get_close_matches
from typing import ClassVar

from django.template import Context, Engine
from django.template.base import Lexer, TokenType

KOLOM = {
    "nomor": "nomor berita acara",
    "forum": "nama lengkap musyawarah",
    "judul": "judul musyawarah",
    "tahun": "tahun anggaran",
    "tanggal_kata": "hari dan tanggal dengan huruf",
    "tanggal_angka": "tanggal dengan angka",
    "tanggal": "tanggal",
    "pukul": "jam mulai sampai jam selesai",
    "lokasi": "tempat acara",
    "tempat": "desa, kecamatan, kabupaten",
    "berdasarkan": "“, berdasarkan …” bila dasar undangan diisi",
    "hadir": "jumlah yang hadir",
    "hadir_kata": "jumlah yang hadir dengan huruf",
    "laki_laki": "jumlah laki-laki",
    "perempuan": "jumlah perempuan",
    "dari_desa": "“ dari … desa” bila yang hadir utusan desa",
    "dari_undangan": "“, dari … orang yang diundang” bila jumlahnya diketahui",
    "kuorum": "kalimat kuorum",
    "penyelenggara": "penyelenggara",
    "pimpinan": "pimpinan musyawarah",
    "notulis": "notulis",
    "moderator": "moderator",
}
KOLOM_NOMOR = {
    "urut": "nomor urut tiga angka",
    "jenis": "singkatan jenis musyawarah",
    "wilayah": "kode wilayah",
    "bulan": "bulan dengan angka Romawi",
    "tahun": "tahun",
}
WAJIB_NOMOR = ("urut", "jenis", "wilayah", "tahun")  # without one of them two papers share a number
BAGIAN = {
    "unsur": "Unsur yang hadir",
    "agenda": "Materi/agenda",
    "pimpinan": "Pimpinan dan narasumber",
    "lalu": "Tindak lanjut keputusan lalu",
    "jalannya": "Jalannya musyawarah",
    "kartu": "Rekapitulasi kartu komitmen",
    "keputusan": "Keputusan/kesepakatan",
    "pemilihan": "Hasil pemilihan TPID",
    "tindak_lanjut": "Rencana tindak lanjut",
}
WAJIB = ("keputusan",)  # a berita acara without it records nothing
BEBAS = 3  # paragraphs that a kabupaten may add
POLA = "{{ urut }}/BA/{{ jenis }}/{{ wilayah }}/{{ bulan }}/{{ tahun }}"
PEMBUKA = (
    "Pada hari ini {{ tanggal_kata }} ({{ tanggal_angka }}), pukul {{ pukul }}, bertempat di "
    "{{ lokasi }}, {{ tempat }}, telah diselenggarakan {{ forum }} Program Inovasi Desa Tahun "
    "Anggaran {{ tahun }}{{ berdasarkan }}, yang dihadiri oleh {{ hadir }} ({{ hadir_kata }}) "
    "orang (L: {{ laki_laki }}, P: {{ perempuan }}){{ dari_desa }}{{ dari_undangan }}, sebagaimana "
    "daftar hadir terlampir."
)
PENUTUP = (
    "Demikian Berita Acara ini dibuat dengan sebenarnya untuk dapat dipergunakan sebagaimana "
    "mestinya."
)
BAWAAN = {
    "nomor": POLA,
    "dasar": "",
    "pembuka": PEMBUKA,
    "penutup": PENUTUP,
    "bagian": [{"kode": kode} for kode in BAGIAN],
}


class Polos(Engine):
    """Without one tag or filter."""

    default_builtins: ClassVar = []


MESIN = Polos(autoescape=False)  # plain text; the paper escapes it


def faults(text, known=KOLOM):
    """What may not stand in this text, one sentence each."""
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            yield f"Perintah {{% {token.contents} %}} tidak dapat dipakai; tulis kalimat biasa."
        elif token.token_type == TokenType.COMMENT:
            yield "Komentar {# … #} tidak dapat dipakai; hapus saja."
        elif token.token_type == TokenType.VAR and token.contents not in known:
            yield _unknown(token.contents, known)


def _unknown(name, known):
    near = get_close_matches(name, known, n=1)
    hint = f" Maksudnya “{near[0]}”?" if near else " Pilih dari daftar kolom di halaman ini."
    return f"Kolom “{name}” tidak dikenal.{hint}"


def fields_in(text):
    return {t.contents for t in Lexer(text).tokenize() if t.token_type == TokenType.VAR}


def fill(text, values):
    """The text with its fields filled in; `values` are plain values, never objects."""
    made = MESIN.from_string(text).render(Context(values, autoescape=False))
    return "" + made  # a plain string again: Django marks what it rendered as safe markup


def number_faults(text):
    yield from faults(text, KOLOM_NOMOR)
    found = fields_in(text)
    for name in WAJIB_NOMOR:
        if name not in found:
            yield f"Pola nomor harus memuat {{{{ {name} }}}} ({KOLOM_NOMOR[name]})."
