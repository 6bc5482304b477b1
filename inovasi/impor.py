"""What this floor imports: cards of ideas, cards of promises, lines of village budgets."""

from dataclasses import replace
from datetime import date

from uuid6 import uuid7

from desa.impor.jenis import KABUPATEN, KECAMATAN, KODE, NAMA, TEMPAT, Bacaan, Jenis, Kolom
from desa.workflow import PENGIMPOR
from inovasi.actions import ide as ide_actions
from inovasi.actions import impor as actions
from inovasi.actions import komitmen as komitmen_actions
from inovasi.actions import perencanaan as perencanaan_actions
from inovasi.choices import Bidang, DokumenDesa, JabatanPengusul, SumberDana
from inovasi.ejaan import parse_rupiah
from inovasi.ketentuan import amount_fault, card_faults
from inovasi.lembar import DOKUMEN, KOLOM, SUMBER
from inovasi.models import ButirPerencanaan, KartuIde, Komitmen
from inovasi.workflow import PENULIS_KARTU
from ppid.lib.sel import day_of, rupiah_of, text_of, year_of, yes_of
from ppid.lib.teks import squeeze, tidy

BIDANG = {squeeze(b.value): b for b in Bidang} | {squeeze(b.label): b for b in Bidang}
BIDANG |= {
    "ekonomi": Bidang.PEL, "kewirausahaan": Bidang.PEL, "ekonomikewirausahaan": Bidang.PEL,
    "ekonomilokal": Bidang.PEL, "sumberdayamanusia": Bidang.SDM, "infrastrukturdesa":
    Bidang.INFRASTRUKTUR,
}  # fmt: skip
JABATAN = {squeeze(j.value): j for j in JabatanPengusul}
JABATAN |= {squeeze(j.label): j for j in JabatanPengusul}
KOLOM_BIDANG = Kolom(
    "bidang", "Bidang", ("bidangmenurutsumber",), perlu=True, bawaan=True,
    pilihan=tuple(Bidang.choices), contoh="SDM",
)  # fmt: skip
KOLOM_SUMBER = Kolom("sumber", "Sumber dana", ("sumber", "sumberdana"), bawaan=True, contoh="DD")


def _bidang(sel, found):
    said = text_of(sel.get("bidang", ""))
    bidang = BIDANG.get(squeeze(said))
    if bidang is None:
        found.galat.append(f"Kolom Bidang: “{said}” bukan salah satu dari tiga bidang.")
    return str(bidang or "")


def _sumber(sel, found):
    said = text_of(sel.get("sumber", ""))
    if said and squeeze(said) not in SUMBER:
        found.catatan.append(f"Sumber “{said}” dicatat sebagai lain-lain.")
    return str(SUMBER.get(squeeze(said), SumberDana.LAIN if said else SumberDana.DD))


def _amount(sel, name, label, found):
    """Whole rupiah, or None where nothing is said."""
    cell = sel.get(name, "")
    if not text_of(cell):
        return None
    amount = rupiah_of(cell)
    amount = parse_rupiah(text_of(cell)) if amount is None else amount
    if amount is None:
        found.galat.append(f"Kolom {label}: “{text_of(cell)}” bukan angka rupiah.")
    elif sentence := amount_fault(amount, label):
        found.galat.append(sentence)
    return amount


def _day(sel, name, label, found, *, year=None):
    """ISO, or ""; a bare year becomes its first day, and that is said."""
    cell = sel.get(name, "")
    day = day_of(cell) if text_of(cell) else None
    if day is None and (found_year := year_of(cell)):
        day = date(found_year, 1, 1)
        found.catatan.append(f"{label} hanya tahun {found_year}; dicatat 1 Januari.")
    elif day is None and text_of(cell):
        found.catatan.append(f"{label} “{text_of(cell)}” tidak terbaca; dikosongkan.")
    if day is None and year:
        day = date(year, 1, 1)
    return day.isoformat() if day else ""


class JenisKartuIde(Jenis):
    kode, judul = "kartu_ide", "Kartu IDE"
    uraian = "Satu baris per kartu. Judul yang sama di desa dan tahun yang sama tidak digandakan."
    tahun_dari = ("tahun", "tanggal")
    kolom = (
        *TEMPAT,
        Kolom("judul", "Judul", ("judulringkas", "judulide", "judulinovasi", "namainovasi", "ide"),
              perlu=True, contoh="Bank sampah dusun"),
        KOLOM_BIDANG,
        Kolom("tahun", "Tahun", ("tahunanggaran",), bawaan=True, contoh="2018"),
        Kolom("tanggal", "Tanggal", ("tgl",), contoh="10/08/2018"),
        Kolom("uraian", "Uraian", ("uraiansingkat", "deskripsi"), contoh="Warga menabung sampah."),
        Kolom("masalah", "Masalah"),
        Kolom("manfaat", "Manfaat"),
        Kolom("sudah_berjalan", "Sudah berjalan", ("berjalan",), contoh="ya"),
        Kolom("sejak_tahun", "Sejak tahun", contoh="2017"),
        Kolom("sumber", "Sumber dana", ("sumberdana",)),
        Kolom("pengusul", "Pengusul", ("namapengusul",), contoh="Slamet Wijaya"),
        Kolom("jabatan", "Jabatan", ("jabatanpengusul",), contoh="Tokoh masyarakat"),
    )  # fmt: skip

    def read(self, sel):
        found = Bacaan({"judul": tidy(text_of(sel.get("judul", "")))[:200]})
        isi = found.isi
        if not isi["judul"]:
            found.galat.append("Kolom Judul: kosong.")
        isi["bidang"] = _bidang(sel, found)
        tahun = year_of(sel.get("tahun", "")) or year_of(sel.get("tanggal", ""))
        if day := day_of(sel.get("tanggal", "")):
            tahun = tahun or day.year
        if tahun is None:
            found.galat.append("Kolom Tahun: tidak ada tahunnya.")
        isi["tahun"], isi["tanggal"] = tahun, _day(sel, "tanggal", "Tanggal", found, year=tahun)
        for name, size in (("uraian", 2000), ("masalah", 2000), ("manfaat", 2000)):
            isi[name] = tidy(text_of(sel.get(name, "")))[:size]
        self._running(sel, found, tahun)
        isi["sumber_dana"] = _sumber(sel, found) if text_of(sel.get("sumber", "")) else ""
        self._proposer(sel, found)
        return found

    def _running(self, sel, found, tahun):
        since = year_of(sel.get("sejak_tahun", ""))
        running = yes_of(sel.get("sudah_berjalan", "")) or bool(since)
        if running and since is None:
            found.catatan.append("Sudah berjalan tanpa tahun mulai; dicatat tahun kartunya.")
        found.isi["sudah_berjalan"] = running
        found.isi["sejak_tahun"] = (since or tahun) if running else None

    def _proposer(self, sel, found):
        name = tidy(text_of(sel.get("pengusul", "")))[:100]
        if not name:
            found.catatan.append("Pengusulnya tidak disebut.")
        found.isi["pengusul"] = name or "Tidak disebut"
        said = text_of(sel.get("jabatan", ""))
        found.isi["jabatan"] = str(JABATAN.get(squeeze(said), JabatanPengusul.LAIN))

    def key(self, kode, isi):
        return f"{kode}:{isi['tahun']}:{squeeze(isi['judul'])[:100]}"

    def known(self, rows, impor):
        there = KartuIde.objects.filter(desa__in={row.wilayah_id for row in rows})
        keys = {
            f"{kode}:{tahun}:{judul[:100]}"
            for kode, tahun, judul in there.values_list("desa_id", "tahun", "judul_rapat")
        }
        return {row.kunci: (_always, "") for row in rows if row.kunci in keys}

    def commit(self, rows, *, by, impor):
        there = self.known(rows, impor)

        def write(row):
            if row.kunci in there:
                return None
            isi = row.isi | {"tanggal": date.fromisoformat(row.isi["tanggal"])}
            return ide_actions.create(by=by, id=uuid7(), desa=row.wilayah, who=PENGIMPOR, **isi)

        self.one_by_one(rows, write)

    def undo(self, rows, *, by, impor):
        actions.take_back(KartuIde, rows, by=by)

    def export(self, user, place):
        rows = KartuIde.objects.visible_to(user).inside(place)
        for k in rows.select_related("desa__induk__induk").order_by("desa", "tahun", "nomor"):
            yield [
                *_where(k.desa), k.judul, k.get_bidang_display(), k.tahun, k.tanggal, k.uraian,
                k.masalah, k.manfaat, "ya" if k.sudah_berjalan else "", k.sejak_tahun,
                k.get_sumber_dana_display(), k.pengusul, k.get_jabatan_display(),
            ]  # fmt: skip


class JenisKomitmen(Jenis):
    kode, judul = "komitmen", "Kartu Komitmen"
    uraian = "Satu baris per kartu. Tanda tangan pada impor Admin dicatat kemudian oleh TPID."
    tahun_dari = ("tahun",)
    kolom = (
        *TEMPAT,
        Kolom("nama_kegiatan", "Kegiatan", ("namakegiatan", "komitmen", "judul"), perlu=True,
              contoh="Bank sampah dusun"),
        KOLOM_BIDANG,
        Kolom("tahun", "Tahun kartu", ("tahun",), bawaan=True, contoh="2018"),
        Kolom("tahun_anggaran", "APBDes", ("tahunapbdes", "tahunanggaran", "apbdestahun"),
              bawaan=True, contoh="2019"),
        Kolom("perkiraan_biaya", "Dijanjikan (Rp)", (
            "perkiraanbiaya", "biaya", "dijanjikan", "anggaran", "nilai"), contoh="Rp40.000.000"),
        KOLOM_SUMBER,
        Kolom("kades_nama", "Kepala desa", ("namakepaladesa", "kades"), contoh="Sutrisno"),
        Kolom("bpd_nama", "Ketua BPD", ("namaketuabpd", "bpd"), contoh="Wahyuni"),
        Kolom("ditandatangani", "Ditandatangani", ("tanggaltandatangan", "tanggal"),
              contoh="27/08/2018"),
        Kolom("lokasi", "Lokasi"),
        Kolom("volume", "Volume"),
        Kolom("sasaran", "Sasaran"),
    )  # fmt: skip

    def read(self, sel):
        found = Bacaan({"nama_kegiatan": tidy(text_of(sel.get("nama_kegiatan", "")))[:200]})
        isi = found.isi
        if not isi["nama_kegiatan"]:
            found.galat.append("Kolom Kegiatan: kosong.")
        isi["bidang"] = _bidang(sel, found)
        isi["tahun"] = year_of(sel.get("tahun", ""))
        isi["tahun_anggaran"] = year_of(sel.get("tahun_anggaran", ""))
        if isi["tahun"] is None:
            found.galat.append("Kolom Tahun kartu: tidak ada tahunnya.")
        elif isi["tahun_anggaran"] is None:
            isi["tahun_anggaran"] = isi["tahun"] + 1
            found.catatan.append(f"Tahun APBDes tidak disebut; dicatat {isi['tahun'] + 1}.")
        isi["perkiraan_biaya"] = _amount(sel, "perkiraan_biaya", "Dijanjikan", found)
        isi["sumber"] = _sumber(sel, found)
        for name, size in (("lokasi", 200), ("volume", 100), ("sasaran", 200)):
            isi[name] = tidy(text_of(sel.get(name, "")))[:size]
        day = _day(sel, "ditandatangani", "Tanggal tanda tangan", found)
        for who in ("kades", "bpd"):
            isi[f"{who}_nama"] = tidy(text_of(sel.get(f"{who}_nama", "")))[:100]
            isi[f"{who}_ttd"] = day if isi[f"{who}_nama"] else ""
        return found

    def objection(self, kode, isi):
        return super().objection(kode, isi) or _year_fault(isi)

    def key(self, kode, isi):
        return f"{kode}:{isi['tahun_anggaran']}:{squeeze(isi['nama_kegiatan'])[:100]}"

    def known(self, rows, impor):
        there = Komitmen.objects.filter(desa__in={row.wilayah_id for row in rows})
        keys = {
            f"{kode}:{tahun}:{squeeze(nama)[:100]}"
            for kode, tahun, nama in there.values_list("desa_id", "tahun_anggaran", "nama_kegiatan")
        }
        return {row.kunci: (_always, "") for row in rows if row.kunci in keys}

    def commit(self, rows, *, by, impor):
        there = self.known(rows, impor)

        def write(row):
            if row.kunci in there:
                return None
            isi = dict(row.isi)
            signs = PENULIS_KARTU & by.roles_over(row.wilayah)
            for name in ("kades_ttd", "bpd_ttd"):
                isi[name] = date.fromisoformat(isi[name]) if isi[name] and signs else None
            if row.isi["kades_ttd"] and not signs:
                row.alasan = f"{row.alasan} Tanda tangannya dicatat TPID atau TIK.".strip()
            return komitmen_actions.enter(
                by=by, id=uuid7(), desa=row.wilayah, who={*PENGIMPOR, *PENULIS_KARTU}, **isi
            )

        self.one_by_one(rows, write)

    def undo(self, rows, *, by, impor):
        actions.take_back(Komitmen, rows, by=by)

    def export(self, user, place):
        rows = Komitmen.objects.visible_to(user).inside(place)
        for k in rows.select_related("desa__induk__induk").order_by("desa", "tahun_anggaran", "pk"):
            yield [
                *_where(k.desa), k.nama_kegiatan, k.get_bidang_display(), k.tahun,
                k.tahun_anggaran, k.perkiraan_biaya, k.get_sumber_display(), k.kades_nama,
                k.bpd_nama, k.ditandatangani_at, k.lokasi, k.volume, k.sasaran,
            ]  # fmt: skip


class JenisButir(Jenis):
    kode, judul = "butir", "Baris APBDes, RKPDes, RPJMDes"
    uraian = "Ekspor Siskeudes atau OpenSID, satu desa atau banyak. Lalu dicocokkan dengan janji."
    tahun_dari = ("tahun",)
    kolom = (
        replace(KODE, bawaan=True, sebutan=tuple(s for s in KODE.sebutan if s != "kode")),
        NAMA,
        KECAMATAN,
        KABUPATEN,
        Kolom("uraian", "Uraian", (*KOLOM["uraian"], "namaakun", "namarekening"), perlu=True,
              contoh="Pengadaan bank sampah"),
        Kolom("anggaran", "Anggaran", (*KOLOM["anggaran"], "pagurp", "nilairp"), perlu=True,
              contoh="Rp35.000.000,00"),
        Kolom("tahun", "Tahun", tuple(KOLOM["tahun"]), bawaan=True, contoh="2019"),
        Kolom("dokumen", "Dokumen", tuple(KOLOM["dokumen"]), bawaan=True, contoh="APBDes",
              pilihan=tuple(DokumenDesa.choices)),
        Kolom("nomor", "Nomor", tuple(KOLOM["nomor"]), bawaan=True, contoh="4 Tahun 2019"),
        Kolom("tanggal", "Tanggal", tuple(KOLOM["tanggal"]), bawaan=True, contoh="20/12/2018"),
        Kolom("kode_kegiatan", "Kode kegiatan", (*KOLOM["kode_kegiatan"], "noakun", "kodeakun"),
              contoh="2.3.14"),
        KOLOM_SUMBER,
    )  # fmt: skip

    def read(self, sel):
        found = Bacaan({"uraian": tidy(text_of(sel.get("uraian", "")))[:300]})
        isi = found.isi
        if not isi["uraian"]:
            found.galat.append("Kolom Uraian: kosong.")
        isi["anggaran"] = _amount(sel, "anggaran", "Anggaran", found)
        if isi["anggaran"] is None and not found.galat:
            found.galat.append("Kolom Anggaran: kosong.")
        isi["tahun"] = year_of(sel.get("tahun", ""))
        if isi["tahun"] is None:
            found.galat.append("Kolom Tahun: tidak ada tahunnya.")
        said = text_of(sel.get("dokumen", ""))
        dokumen = DOKUMEN.get(squeeze(said)) if said else DokumenDesa.APBDES
        if dokumen is None:
            found.galat.append(f"Kolom Dokumen: “{said}” tidak dikenal.")
        isi["dokumen"] = str(dokumen or "")
        isi["nomor"] = text_of(sel.get("nomor", ""))[:100]
        isi["tanggal"] = _day(sel, "tanggal", "Tanggal", found)
        isi["kode_kegiatan"] = text_of(sel.get("kode_kegiatan", ""))[:30]
        isi["sumber"] = _sumber(sel, found)
        return found

    def key(self, kode, isi):
        what = f"{isi['dokumen']}:{isi['kode_kegiatan']}:{squeeze(isi['uraian'])[:80]}"
        return f"{kode}:{isi['tahun']}:{what}:{isi['anggaran']}"

    def known(self, rows, impor):
        there = ButirPerencanaan.objects.filter(desa__in={row.wilayah_id for row in rows})
        columns = ("desa_id", "tahun", "dokumen", "kode_kegiatan", "uraian", "anggaran")
        keys = {self.key(v["desa_id"], v)[:150] for v in there.values(*columns)}
        return {row.kunci: (_always, "") for row in rows if row.kunci in keys}

    def commit(self, rows, *, by, impor):
        there = self.known(rows, impor)

        def write(row):
            if row.kunci in there:
                return None
            day = row.isi["tanggal"]
            isi = row.isi | {"tanggal": date.fromisoformat(day) if day else None}
            return perencanaan_actions.add_line(
                by=by, id=uuid7(), desa=row.wilayah, who=PENGIMPOR, **isi
            )

        self.one_by_one(rows, write)

    def undo(self, rows, *, by, impor):
        actions.take_back(ButirPerencanaan, rows, by=by)

    def export(self, user, place):
        rows = ButirPerencanaan.objects.visible_to(user).inside(place)
        for b in rows.select_related("desa__induk__induk").order_by("desa", "tahun", "pk"):
            yield [
                *_where(b.desa), b.uraian, b.anggaran, b.tahun, b.get_dokumen_display(), b.nomor,
                b.tanggal, b.kode_kegiatan, b.get_sumber_display(),
            ]  # fmt: skip


def _where(desa):
    return [desa.pk, desa.nama, desa.induk.nama, desa.induk.induk.nama]


def _always(isi):
    return True


def _year_fault(isi):
    """What a card can never say, whichever village signs it."""
    tahun, to = isi["tahun"], isi["tahun_anggaran"]
    if tahun is None or to is None:
        return ""
    faults = card_faults(desa=_ANY, tahun=tahun, tahun_anggaran=to)
    return next((sentence for _, sentence in faults), "")


class _AnyVillage:
    is_village = True


_ANY = _AnyVillage()
