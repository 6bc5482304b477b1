"""The kind that brings a former edition of the official list, and proposes what became of it."""

import re

from desa.actions import impor_isi as actions
from desa.choices import Peran
from desa.choices_impor import Perubahan, Putusan
from desa.edisi import compare, nearest
from desa.impor.jenis import KODE, Bacaan, Jenis, Kolom
from desa.kode import inside, level_of
from desa.models import Wilayah
from desa.padan import Padanan, agreement, read_code
from desa.places import EDISI
from ppid.lib.sel import text_of
from ppid.lib.teks import tidy

# "12   Sumberjaya", "1 KAB. PANDEGLANG"; but "2 x 11 Anam Lingkuang" and "19 Nopember" are names
NOMOR_DEPAN = re.compile(r"^\d{1,3}(?:[.)]\s*|\s{2,}|\s+(?=KAB|KOTA))")
SEBELUM_PULAU = 2  # provinces of one island group in a file, from which on it is all of them


class Awal:
    """What the whole sheet says: the old list, today's, and what became of each village."""

    def __init__(self, old, atas):
        self.old, self.atas = old, atas
        self.now = dict(Wilayah.objects.filter(edisi=EDISI).values_list("kode", "nama"))
        self.usul = compare(old, self._comparable())

    def _comparable(self):
        """Today's places where the sheet has any; new provinces too, if it covers the islands."""
        provinces = {kode[:2] for kode in self.old}
        islands = [p[0] for p in provinces]
        whole = {i for i in islands if islands.count(i) >= SEBELUM_PULAU}
        return {
            k: n for k, n in self.now.items() if k[:2] in provinces or (k[0] in whole and k != "00")
        }


class JenisKode(Jenis):
    kode, judul = "kode", "Edisi lama kode wilayah"
    uraian = "Daftar kode wilayah suatu tahun. Yang berubah menjadi usulan, dikonfirmasi kemudian."
    oleh = frozenset({Peran.ADMIN})
    kelurahan = True
    kolom = (
        Kolom("kode", "Kode", (*KODE.sebutan, "kodewilayah"), perlu=True, contoh="91.13.43.2004"),
        Kolom("nama", "Nama", (
            "namadesa", "namawilayah", "kecamatan", "kelurahan", "desa", "namadesakelurahan",
            "namaprovinsikabupatenkota",
        ), perlu=True, banyak=True, contoh="Dirik"),
        Kolom("edisi", "Tahun edisi", ("tahunedisi", "edisi"), bawaan=True, contoh="2017"),
    )  # fmt: skip

    def begin(self, impor, rows):
        old = {}
        for sel in rows:
            kode, nama = _said(sel)
            if kode and nama:
                old.setdefault(kode, nama)
        return Awal(old, impor.wilayah_id)

    def place(self, sel, peta, awal):
        kode, nama = _said(sel)
        if not kode or not nama:
            what = "Kodenya" if nama else "Namanya"
            return Padanan(Putusan.TOLAK, f"{what} tidak ada, atau bukan kode wilayah.")
        self._propose(sel, kode, nama, awal)
        home = sel["_usul"].get("wilayah") or kode
        if not inside(home, awal.atas):
            return Padanan(Putusan.TOLAK, f"{kode} berada di luar wilayah impor ini.")
        return Padanan(Putusan.AMBIL, "", home if home in awal.now else nearest(home, awal.now))

    def _propose(self, sel, kode, nama, awal):
        """Leaves the proposal in `sel`, for `read`."""
        usul = awal.usul.get(kode)
        sel["_usul"] = {"kode": kode, "nama": nama}
        if usul:
            di = [awal.old.get(kode[:width], "") for width in (8, 5)]
            sel["_usul"] |= {
                "usul": str(usul.perubahan),
                "pasti": usul.pasti,
                "ke": usul.ke,
                "calon": usul.calon,
                "di": tidy(", ".join(filter(None, di)))[:200],
                "wilayah": usul.ke or nearest(kode, awal.now),
                "namanya": awal.now.get(usul.ke, ""),
            }
        elif kode not in awal.now:
            sel["_usul"]["hilang"] = True
        elif agreement(nama, awal.now[kode], level_of(kode)) == "beda":
            sel["_usul"]["kini"] = awal.now[kode]

    def read(self, sel):
        usul = sel.get("_usul", {})
        found = Bacaan(dict(usul))
        text = text_of(sel.get("edisi", ""))
        if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= EDISI):
            found.galat.append("Tahun edisi: isi tahun daftar ini, misalnya 2017.")
            return found
        found.isi["edisi"] = int(text)
        if usul.get("usul"):
            to = f" Menjadi {usul['namanya']} ({usul['ke']})." if usul["ke"] else ""
            sure = "" if usul["pasti"] else " Perlu dipastikan."
            found.catatan.append(f"{Perubahan(usul['usul']).label}.{to}{sure}")
        elif usul.get("hilang"):
            found.catatan.append("Kode ini tidak dipakai lagi; desanya diusulkan satu per satu.")
        elif usul.get("kini"):
            found.catatan.append(f"Kini bernama {usul['kini']}.")
        return found

    def key(self, kode, isi):
        return f"{isi['edisi']}:{isi['kode']}"

    def commit(self, rows, *, by, impor):
        actions.store_codes(rows, by=by)

    def undo(self, rows, *, by, impor):
        actions.remove_codes(rows)


def _said(sel):
    """(code, name); 36.1 of a sheet of numbers stays what it is: no name can prove it here."""
    read = read_code(sel.get("kode", ""))
    nama = NOMOR_DEPAN.sub("", str(sel.get("nama", "")))
    return read.kode or read.pulih, tidy(text_of(nama))[:100]
