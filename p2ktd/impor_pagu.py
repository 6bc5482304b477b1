"""The table of a kabupaten's pagu, one line for each TPID: a province or a Dinas sends it as a
spreadsheet, and nobody types twenty-one amounts."""

from desa.choices import Tingkat
from desa.impor.jenis import KABUPATEN, KECAMATAN, Bacaan, Jenis, Kolom
from inovasi.actions import impor as actions
from p2ktd.actions import dok as dok_actions
from p2ktd.models import Dana
from ppid.lib.sel import rupiah_of, text_of, year_of
from ppid.lib.tags import rupiah
from ppid.lib.workflow import NotAllowed

PALING_BESAR = 10**12


class JenisPagu(Jenis):
    kode, judul = "pagu", "Pagu DOK per kecamatan"
    uraian = "Satu baris per kecamatan. Yang sudah dicatat tidak diganti."
    tingkat = Tingkat.KECAMATAN
    kelurahan = True
    tahun_dari = ("tahun",)
    kolom = (
        Kolom("kode", "Kode kecamatan", ("kodewilayah", "kode"), contoh="33.18.12"),
        KECAMATAN,
        KABUPATEN,
        Kolom("pagu", "Pagu", ("pagurp", "pagudok", "dok", "jumlah", "nilai", "alokasi"),
              perlu=True, contoh="Rp56.998.000"),
        Kolom("tahun", "Tahun", ("tahunanggaran",), bawaan=True, contoh="2019"),
    )  # fmt: skip

    def place(self, sel, peta, awal):
        kecamatan = sel.get("kecamatan", "")
        return peta.match(sel.get("kode", ""), kecamatan, "", sel.get("kabupaten", ""))

    def read(self, sel):
        said = text_of(sel.get("pagu", ""))
        found = Bacaan({"pagu": rupiah_of(sel.get("pagu", "")), "tahun": year_of(sel.get("tahun"))})
        if not said:
            found.galat.append("Kolom Pagu: kosong.")
        elif found.isi["pagu"] is None or not 0 < found.isi["pagu"] <= PALING_BESAR:
            found.galat.append(f"Kolom Pagu: “{said}” bukan jumlah rupiah.")
        if found.isi["tahun"] is None:
            found.galat.append("Kolom Tahun: tidak ada tahunnya.")
        return found

    def key(self, kode, isi):
        return f"{kode}:{isi['tahun']}"

    def known(self, rows, impor):
        there = Dana.objects.filter(wilayah__in={row.wilayah_id for row in rows})
        kept = {f"{d.wilayah_id}:{d.tahun}": d.pagu for d in there}
        return {
            row.kunci: (_equals(kept[row.kunci]), _differs(kept[row.kunci]))
            for row in rows
            if row.kunci in kept
        }

    def commit(self, rows, *, by, impor):
        there = self.known(rows, impor)

        def write(row):
            if row.kunci in there:
                same, sentence = there[row.kunci]
                if not same(row.isi):
                    raise NotAllowed(sentence)
                return None
            return dok_actions.create(by=by, wilayah=row.wilayah, **row.isi)

        self.one_by_one(rows, write)

    def undo(self, rows, *, by, impor):
        actions.take_back(Dana, rows, by=by)

    def export(self, user, place):
        rows = Dana.objects.visible_to(user).inside(place).select_related("wilayah__induk")
        for d in rows.order_by("wilayah", "tahun"):
            yield [d.wilayah_id, d.wilayah.nama, d.wilayah.induk.nama, d.pagu, d.tahun]


def _equals(pagu):
    return lambda isi: isi["pagu"] == pagu


def _differs(pagu):
    return (
        f"Sudah dicatat {rupiah(pagu)} dan tidak diganti; ketua atau bendahara TPID mengubahnya "
        "di halaman dana."
    )
