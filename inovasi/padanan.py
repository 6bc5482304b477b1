"""Words that villages use for the same need. Each line is a family: who asks for one is also
shown what speaks of the others, a little lower."""

from functools import cache

from ppid.lib.bahasa import stem

KELUARGA = """
sampah limbah plastik kompos sanitasi buangan
bersih minum sumur pipanisasi pamsimas
kering kemarau embung resapan waduk tadah
sawah irigasi pengairan
wisata rekreasi kafe pelancong homestay piknik
toko warung mart minimarket sembako kelontong
pasar dagang jualan pemasaran
ternak sapi kambing ayam unggas telur pakan rumput
ikan lele kolam perikanan tambak
nikah pernikahan remaja kb konseling keluarga
stunting gizi balita posyandu kesehatan bidan
paud tk bermain balita
pemuda taruna kader
ktp surat administrasi kependudukan layanan digital anjungan online
bola sepak olahraga lapangan atlet
listrik energi surya kincir
modal pinjam simpan keuangan kredit
batik kerajinan tenun anyaman suvenir
ban bekas daur
pantai laut pesisir
bumdes usaha
jalan jembatan akses
buku baca perpustakaan literasi
difabel disabilitas cacat
"""
# Words that are written in two ways, both of them in use.
EJAAN = """
kafe cafe
telur telor
apotek apotik
kualitas kwalitas
jadwal jadual
teknologi tehnologi
"""


@cache
def families():
    """{stem: the stems of its family}"""
    found = {}
    for line in KELUARGA.split("\n"):
        family = {stem(word) for word in line.split()}
        for member in family:
            found.setdefault(member, set()).update(family - {member})
    return found


def kin(word):
    return families().get(word, set())


@cache
def _spellings():
    lines = ([stem(word) for word in line.split()] for line in EJAAN.split("\n"))
    return {word: [w for w in line if w != word] for line in lines for word in line}


def spellings(word):
    """The same word, written otherwise."""
    return _spellings().get(word, [])
