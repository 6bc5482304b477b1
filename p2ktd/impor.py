"""What this floor imports: the list of providers that an office keeps."""

from lokal.phone import parse_phone
from uuid6 import uuid7

from desa.choices import Tingkat
from desa.choices_impor import Hasil, Putusan
from desa.impor.jenis import KABUPATEN, Bacaan, Jenis, Kolom
from desa.kode import level_of
from desa.padan import Padanan
from inovasi.actions import impor as actions
from inovasi.impor import BIDANG
from p2ktd.actions import penyedia as penyedia_actions
from p2ktd.choices import BentukLembaga, JenisLayanan, JenisPenyedia, StatusPengumuman
from p2ktd.models import Pengumuman, Penyedia
from ppid.lib.sel import text_of
from ppid.lib.teks import squeeze, tidy

BENTUK = {squeeze(b.value): b for b in BentukLembaga}
BENTUK |= {squeeze(b.label): b for b in BentukLembaga}
BENTUK |= {"universitas": BentukLembaga.UNIVERSITAS, "lembagaswadayamasyarakat": BentukLembaga.LSM}
LAYANAN = {squeeze(j.value): j for j in JenisLayanan} | {squeeze(j.label): j for j in JenisLayanan}


class JenisPenyediaImpor(Jenis):
    kode, judul = "penyedia", "Penyedia P2KTD"
    uraian = "Masuk ke pengumuman terakhir kabupatennya sebagai pendaftar, lalu dinilai pokja."
    tingkat = Tingkat.KABUPATEN
    kelurahan = True
    kolom = (
        Kolom("nama", "Nama", ("namalembaga", "namapenyedia", "penyedia", "lembaga"), perlu=True,
              contoh="LSM Karya Desa"),
        Kolom("bentuk", "Bentuk", ("bentuklembaga",), contoh="LSM"),
        Kolom("pimpinan", "Pimpinan", ("namapimpinan", "direktur", "ketua"), perlu=True,
              contoh="Rahmawati"),
        Kolom("alamat", "Alamat", ("alamatkantor",), contoh="Jalan Merdeka 1"),
        Kolom("telepon", "Telepon", ("nomortelepon", "hp", "nohp", "notelp"),
              contoh="0287-381234"),
        Kolom("surel", "Surel", ("email",), contoh="karya@contoh.id"),
        Kolom("npwp", "NPWP"),
        Kolom("bidang", "Bidang", ("bidangkeahlian",), contoh="Infrastruktur Desa"),
        Kolom("layanan", "Layanan", ("jenislayanan",), contoh="Pelatihan"),
        Kolom("pengalaman", "Pengalaman", ("pengalamankerja",)),
        KABUPATEN,
    )  # fmt: skip

    def begin(self, impor, rows):
        return impor.wilayah_id

    def place(self, sel, peta, awal):
        """The kabupaten that is named, else the one for which the file was sent."""
        if text_of(sel.get("kabupaten", "")):
            return peta.by_name(text_of(sel["kabupaten"]))
        if awal and level_of(awal) == Tingkat.KABUPATEN:
            return Padanan(Putusan.AMBIL, "", awal)
        return Padanan(Putusan.TOLAK, "Kolom Kabupaten: kosong.")

    def read(self, sel):
        isi = {
            "nama": tidy(text_of(sel.get("nama", "")))[:150],
            "pimpinan": tidy(text_of(sel.get("pimpinan", "")))[:100],
            "alamat": tidy(text_of(sel.get("alamat", "")))[:200],
            "surel": text_of(sel.get("surel", ""))[:254],
            "npwp": text_of(sel.get("npwp", ""))[:20],
            "pengalaman": tidy(text_of(sel.get("pengalaman", "")))[:4000],
        }
        found = Bacaan(isi)
        for name, label in (("nama", "Nama"), ("pimpinan", "Pimpinan")):
            if not isi[name]:
                found.galat.append(f"Kolom {label}: kosong.")
        said = text_of(sel.get("telepon", ""))
        isi["telepon"] = (parse_phone(said).e164 or "") if said else ""
        if said and not isi["telepon"]:
            found.catatan.append(f"Telepon “{said}” tidak terbaca; dikosongkan.")
        self._form(sel, found)
        isi["bidang"] = _several(sel.get("bidang", ""), BIDANG, "Bidang", found)
        isi["layanan"] = _several(sel.get("layanan", ""), LAYANAN, "Layanan", found)
        return found

    def _form(self, sel, found):
        said = text_of(sel.get("bentuk", ""))
        alone = squeeze(said) == JenisPenyedia.PERORANGAN
        found.isi["jenis"] = str(JenisPenyedia.PERORANGAN if alone else JenisPenyedia.LEMBAGA)
        bentuk = BENTUK.get(squeeze(said), BentukLembaga.LAINNYA)
        found.isi["bentuk"] = "" if alone else str(bentuk)

    def objection(self, kode, isi):
        if _call_of(kode) is None:
            return "Kabupaten ini belum punya pengumuman P2KTD; pokja membuatnya dahulu."
        return ""

    def key(self, kode, isi):
        return f"{kode}:{squeeze(isi['nama'])[:120]}"

    def known(self, rows, impor):
        there = Penyedia.objects.filter(wilayah__in={row.wilayah_id for row in rows})
        keys = {f"{kode}:{nama[:120]}" for kode, nama in there.values_list("wilayah", "nama_rapat")}
        return {row.kunci: (_always, "") for row in rows if row.kunci in keys}

    def commit(self, rows, *, by, impor):
        there = self.known(rows, impor)

        def write(row):
            if row.kunci in there:
                return None
            call = _call_of(row.wilayah_id)
            return penyedia_actions.bring_in(call, by=by, isian=uuid7(), **row.isi)

        self.one_by_one(rows, write)

    def undo(self, rows, *, by, impor):
        made = [row for row in rows if row.objek_id]
        actions.take_back(Penyedia, made, by=by)
        for row in rows:
            row.hasil = row.hasil if row in made else Hasil.DICABUT

    def export(self, user, place):
        rows = Penyedia.objects.visible_to(user).inside(place).for_list().order_by("pk")
        for p in rows:
            yield [
                p.nama, p.get_bentuk_display() or "Perorangan", p.pimpinan, p.alamat, p.telepon,
                p.surel, p.npwp, "; ".join(p.bidang), "; ".join(p.jenis_layanan), p.pengalaman,
                p.wilayah.nama,
            ]  # fmt: skip


def _call_of(kode):
    calls = Pengumuman.objects.filter(wilayah=kode).exclude(status=StatusPengumuman.BATAL)
    return calls.order_by("-tanggal", "-pk").first()


def _several(cell, known, label, found):
    """ "Pelatihan; mentoring" -> their codes; what is none of ours is said."""
    codes = []
    for part in text_of(cell).replace(";", ",").split(","):
        if not part.strip():
            continue
        code = known.get(squeeze(part))
        if code is None:
            found.catatan.append(f"{label} “{part.strip()}” tidak dikenal; dilewati.")
        elif str(code) not in codes:
            codes.append(str(code))
    return codes


def _always(isi):
    return True
