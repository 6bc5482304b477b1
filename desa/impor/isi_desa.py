"""Kinds of the ground floor: the village index, points on the map."""

from decimal import Decimal

from desa.actions import impor_isi as actions
from desa.impor.jenis import TEMPAT, Bacaan, Jenis, Kolom
from desa.models import Idm, ProfilDesa
from ppid.lib.sel import decimal_of, text_of, year_of

SKOR = ("skor", "iks", "ike", "ikl")
EMPAT, ENAM = Decimal("0.0001"), Decimal("0.000001")
LINTANG, BUJUR = (-12, 8), (94, 142)


class JenisIdm(Jenis):
    kode, judul = "idm", "Indeks Desa Membangun (IDM)"
    uraian = "Nilai IDM, IKS, IKE dan IKL per desa dan tahun, juga beberapa tahun dalam satu baris."
    tahun_dari = ("tahun",)
    kolom = (
        *TEMPAT,
        Kolom("tahun", "Tahun", ("tahunidm",), bawaan=True, contoh="2024"),
        Kolom("skor", "Nilai IDM", ("idm", "skoridm"), perlu=True, tahunan=True,
              contoh="0,7071"),
        Kolom("iks", "IKS", ("nilaiiks", "skoriks"), tahunan=True, contoh="0,8114"),
        Kolom("ike", "IKE", ("nilaiike", "skorike"), tahunan=True, contoh="0,6167"),
        Kolom("ikl", "IKL", ("nilaiikl", "skorikl"), tahunan=True, contoh="0,6667"),
    )  # fmt: skip

    def read(self, sel):
        found = Bacaan({"tahun": []})
        usual = year_of(sel.get("tahun", ""))
        years = {y for name in SKOR for y in sel.get(name, {})}
        for year in sorted(years):
            cells = {name: sel.get(name, {}).get(year, "") for name in SKOR}
            if any(text_of(c) for c in cells.values()):
                self._year(found, int(year) if year else usual, cells)
        if not found.isi["tahun"] and not found.galat:
            found.galat.append("Kolom Nilai IDM: kosong.")
        return found

    def _year(self, found, tahun, cells):
        if tahun is None:
            return found.galat.append("Kolom Tahun: tidak ada tahunnya.")
        scores = []
        for name, cell in cells.items():
            number = decimal_of(cell)
            label = self.column(name).label
            if number is None and text_of(cell):
                found.galat.append(f"Kolom {label}: “{text_of(cell)}” bukan angka.")
            elif number is not None and not 0 <= number <= 1:
                found.galat.append(f"Kolom {label}: {number} di luar 0 sampai 1.")
            scores.append("" if number is None else str(number.quantize(EMPAT)))
        if not scores[0]:
            return found.galat.append(f"Kolom Nilai IDM: kosong untuk tahun {tahun}.")
        return found.isi["tahun"].append([tahun, *scores])

    def key(self, kode, isi):
        return f"{kode}:{','.join(str(year) for year, *_ in isi['tahun'])}"

    def known(self, rows, impor):
        there = self._there(rows)
        found = {}
        for row in rows:
            old = [there.get((row.wilayah_id, y)) for y, *_ in row.isi["tahun"]]
            if any(old):
                was = ", ".join(f"{o[0]}: {o[1]}" for o in old if o)
                found[row.kunci] = (_equals(old), f"Mengganti nilai yang tercatat ({was}).")
        return found

    def _there(self, rows):
        """{(code, year): [year, skor, iks, ike, ikl]} of what is kept, as text."""
        kept = Idm.objects.filter(desa__in={row.wilayah_id for row in rows})
        return {
            (i.desa_id, i.tahun): [i.tahun, *(_plain(getattr(i, name)) for name in SKOR)]
            for i in kept.only("desa_id", "tahun", *SKOR)
        }

    def commit(self, rows, *, by, impor):
        actions.store_idm(rows, self._there(rows), by=by)

    def undo(self, rows, *, by, impor):
        actions.restore_idm(rows, self._there(rows))

    def export(self, user, place):
        rows = Idm.objects.visible_to(user).inside(place).select_related("desa__induk__induk")
        for i in rows.order_by("desa", "tahun").iterator(chunk_size=500):
            desa = i.desa
            yield [
                desa.pk, desa.nama, desa.induk.nama, desa.induk.induk.nama, i.tahun,
                *(getattr(i, name) for name in SKOR),
            ]  # fmt: skip


def _plain(number):
    return "" if number is None else str(number.quantize(EMPAT))


def _equals(old):
    return lambda isi: isi["tahun"] == old


class JenisKoordinat(Jenis):
    kode, judul = "koordinat", "Titik koordinat desa"
    uraian = "Lintang dan bujur per desa, dengan koma atau titik."
    kolom = (
        *TEMPAT,
        Kolom("lintang", "Lintang", ("lat", "latitude", "y"), perlu=True, contoh="-8,2154"),
        Kolom("bujur", "Bujur", ("lng", "lon", "long", "longitude", "x"), perlu=True,
              contoh="112,4471"),
    )  # fmt: skip

    def read(self, sel):
        found = Bacaan()
        point = []
        for name in ("lintang", "bujur"):
            number = decimal_of(sel.get(name, ""))
            if number is None:
                said = text_of(sel.get(name, ""))
                fault = f"“{said}” bukan angka" if said else "kosong"
                found.galat.append(f"Kolom {self.column(name).label}: {fault}.")
            point.append(number)
        if found.galat:
            return found
        if _within(point[1], LINTANG) and _within(point[0], BUJUR):
            point.reverse()
            found.catatan.append("Lintang dan bujur tertukar; dibalik.")
        if not (_within(point[0], LINTANG) and _within(point[1], BUJUR)):
            found.galat.append(f"Titik {point[0]}, {point[1]} di luar Indonesia.")
            return found
        found.isi = {"titik": [str(number.quantize(ENAM)) for number in point]}
        return found

    def known(self, rows, impor):
        there = self._there(rows)
        return {
            row.kunci: (_same_point(old), f"Mengganti titik {old[0]}, {old[1]}.")
            for row in rows
            if (old := there.get(row.wilayah_id)) and old[0] is not None
        }

    def _there(self, rows):
        """{code: [lintang, bujur]} as text, of the villages that have a profile."""
        kept = ProfilDesa.objects.filter(desa__in={row.wilayah_id for row in rows})
        return {
            kode: [None if n is None else str(n.quantize(ENAM)) for n in point]
            for kode, *point in kept.values_list("desa_id", "lintang", "bujur")
        }

    def commit(self, rows, *, by, impor):
        actions.store_points(rows, self._there(rows))

    def undo(self, rows, *, by, impor):
        actions.restore_points(rows, self._there(rows))

    def export(self, user, place):
        rows = ProfilDesa.objects.filter(desa__in=place_villages(user, place))
        rows = rows.exclude(lintang=None).select_related("desa__induk__induk").order_by("desa")
        for p in rows.iterator(chunk_size=500):
            desa = p.desa
            yield [desa.pk, desa.nama, desa.induk.nama, desa.induk.induk.nama, p.lintang, p.bujur]


def place_villages(user, place):
    return type(place).objects.visible_to(user).inside(place).villages()


def _within(number, bounds):
    return bounds[0] <= number <= bounds[1]


def _same_point(old):
    return lambda isi: isi["titik"] == old
