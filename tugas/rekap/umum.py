"""What everybody may read: a place's progress with small numbers hidden, and the yearly open data,
one row per kecamatan. Nothing here names people, and nothing counts them below a kecamatan."""

from collections import defaultdict

from desa.choices import Tingkat
from desa.models import Wilayah
from inovasi.models import RekapKomitmen
from ppid.lib.samar import TANDA, masked, masked_row
from ppid.lib.tags import angka
from tugas.choices import Tugas
from tugas.jalan import counts_of
from tugas.keadaan import Keadaan
from tugas.models import Kemajuan, Rekap

# Columns of the open data: name -> what it holds. The page that documents them prints this.
KAMUS = {
    "tahun": "Tahun anggaran.",
    "kode_kecamatan": "Kode wilayah Kemendagri, bertitik.",
    "kecamatan": "Nama kecamatan.",
    "kode_kabupaten": "Kode kabupaten atau kota.",
    "desa": "Jumlah desa dan desa adat di kecamatan itu (kelurahan tidak ikut).",
    **{
        f"tugas{t}_{k}": f"Desa yang pada tugas {t} ({t.label}) berkeadaan {k.label.lower()}."
        for t in Tugas
        for k in Keadaan
    },
    "tpid": "1 bila TPID sudah ber-SK Camat, 0 bila belum.",
    "bursa": "Bursa Inovasi Desa yang selesai dilaksanakan di kecamatan itu.",
    "desa_di_bursa": "Desa yang hadir di bursa.",
    "peserta_l": "Peserta bursa laki-laki dari kecamatan itu.",
    "peserta_p": "Peserta bursa perempuan dari kecamatan itu.",
    "kartu_ide": "Kartu ide.",
    "kartu_komitmen": "Kartu komitmen, termasuk yang belum ditandatangani.",
    "ditandatangani": "Komitmen yang ditandatangani kepala desa dan ketua BPD.",
    "masuk_apbdes": "Komitmen yang baris APBDes-nya sudah diperiksa TPID.",
    "dianggarkan_rp": "Rupiah dalam APBDes.",
    "terpakai_rp": "Rupiah yang dilaporkan terpakai.",
}  # fmt: skip
CARDS = ["kartu", "ditandatangani", "apbdes", "dianggarkan", "direalisasi"]
IDE = ["ide_pel", "ide_sdm", "ide_infrastruktur"]


def open_years():
    """Years of which there is anything to give away, newest first."""
    kept = set(Kemajuan.objects.order_by().values_list("tahun", flat=True).distinct())
    kept |= set(Rekap.objects.order_by().values_list("tahun", flat=True).distinct())
    return sorted(kept, reverse=True)


def open_rows(tahun):
    """The rows of the yearly file, in the order of KAMUS, from kept counts alone."""
    stones = defaultdict(lambda: defaultdict(dict))
    rows = Rekap.objects.filter(tahun=tahun, tingkat=Tingkat.KECAMATAN).order_by()
    for kode, nomor, keadaan, n in rows.values_list("wilayah", "nomor", "keadaan", "jumlah"):
        stones[kode][nomor][keadaan] = n
    line = {k.wilayah_id: k for k in Kemajuan.objects.filter(tahun=tahun)}
    cards = RekapKomitmen.objects.filter(tahun=tahun, bidang="")
    cards = {row["wilayah"]: row for row in cards.values("wilayah", *CARDS)}
    places = Wilayah.objects.filter(tingkat=Tingkat.KECAMATAN, jumlah_desa__gt=0).order_by("kode")
    for w in places.iterator(chunk_size=2000):
        yield _row(w, tahun, stones[w.pk], line.get(w.pk) or Kemajuan(), cards.get(w.pk, {}))


def _row(w, tahun, stones, line, cards):
    states = []
    for nomor in Tugas:
        cells = [stones[nomor].get(k, 0) for k in Keadaan]
        cells[list(Keadaan).index(Keadaan.BELUM)] = w.jumlah_desa - sum(cells)
        states += masked_row(cells)[0]
    people = masked_row([line.bursa_l, line.bursa_p])[0]
    return [
        tahun, w.pk, w.nama, w.kabupaten, w.jumlah_desa, *states, line.tpid, line.bursa,
        masked(line.desa_bursa), *people, masked(sum(getattr(line, name) for name in IDE)),
        *(masked(cards.get(name) or 0) for name in CARDS),
    ]  # fmt: skip


def public_stones(place, tahun):
    """[(duty, [(state, word, villages as they may be shown)])] of a place."""
    found = []
    for sel in counts_of(place, tahun):
        shown, _ = masked_row([sel.jumlah.get(k, 0) for k in Keadaan])
        cells = [(str(k), k.label, _said(n)) for k, n in zip(Keadaan, shown, strict=True) if n]
        found.append((sel, cells))
    return found


def public_line(baris):
    """[(word, number as it may be shown)] of a place's progress line."""
    (men, women), both = masked_row([baris.bursa_l, baris.bursa_p])
    rows = [
        ("Desa yang hadir di bursa", masked(baris.desa_bursa)),
        ("Peserta bursa laki-laki", men),
        ("Peserta bursa perempuan", women),
        ("Peserta bursa seluruhnya", both),
        ("Kartu ide", masked(baris.ide)),
        ("Kartu komitmen", masked(baris.kartu)),
        ("Komitmen ditandatangani", masked(baris.ditandatangani)),
        ("Komitmen masuk APBDes", masked(baris.apbdes)),
    ]
    return [(word, _said(n)) for word, n in rows]


def _said(n):
    """A number as it is read, or the sign that hides it."""
    return n if n == TANDA else angka(n)
