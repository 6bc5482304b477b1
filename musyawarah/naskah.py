"""What the minutes say: the data of a meeting (musyawarah.data) made ready to print.

A paper is always printed from its sealed data, never from the rows, so that an old version comes
out again as it was, whatever happened to the rows since."""

import json
from base64 import b64encode
from collections import Counter
from datetime import date, time
from functools import cached_property
from string import ascii_uppercase
from uuid import UUID

from desa.choices import Jabatan, Tingkat
from desa.segel import Bersegel
from musyawarah.choices import Cara, JenisMusyawarah, Lama, Unsur
from musyawarah.jenis import SEMUA
from musyawarah.kartu import Kartu
from musyawarah.lembar import sheets
from musyawarah.models import FotoMusyawarah
from musyawarah.models.hadir import said_as
from musyawarah.rekap import Rekap
from musyawarah.templat import BAGIAN, BAWAAN, fill
from ppid.lib.tanggal import hari_tgl, tgl
from ppid.lib.terbilang import angka_kata, tanggal_kata

UNSUR_BERNAMA = {Unsur.KEPALA_DESA: "kepala_desa", Unsur.BPD: "bpd"}
BERITA = "musyawarah/pdf/berita_acara.html"
LEMBAR = "musyawarah/pdf/daftar_hadir.html"
UNDANGAN = "musyawarah/pdf/undangan.html"
AGENDA = "musyawarah/pdf/agenda.html"
BILA_ADA = ("lalu", "kartu", "pemilihan")  # sections that are left out when there is nothing to say
SEBUTKAN = 40  # absent villages; a kabupaten has hundreds
KOSONG = 15  # empty rows under the names of a sheet


def _delay_sentence(p, zona):
    clock = f" pukul {time.fromisoformat(p['jam']):%H.%M} {zona}" if p["jam"] else ""
    count = f"{p['hadir']} dari {p['diundang']}" if p["diundang"] else str(p["hadir"])
    text = (
        f"Musyawarah semula dijadwalkan {hari_tgl(date.fromisoformat(p['semula']))}{clock}; "
        f"saat itu hadir {count} orang, lalu ditunda {Lama(p['lama']).label} karena: "
        f"{p['alasan'].rstrip('.')}."
    )
    return f"{text} Sesudah itu musyawarah dilanjutkan." if p["dilanjutkan"] else text


def _picture(foto):
    """A data address, so that the paper fetches nothing; "" if the file is gone."""
    if foto is None:
        return ""
    with foto.berkas.open("rb") as file:
        return f"data:image/jpeg;base64,{b64encode(file.read()).decode()}"


def unsur_name(kode, istilah):
    """What an unsur is called: heads and councils go by the name of their kabupaten."""
    own = UNSUR_BERNAMA.get(kode)
    return istilah[own] if own else Unsur(kode).label


class Naskah(Bersegel):
    """Minutes ready to print. `dokumen` is None for a preview."""

    def __init__(self, data, dokumen=None):
        self.data = data
        self.dokumen = dokumen
        self.ragam = SEMUA[JenisMusyawarah(data["jenis"])]
        self.istilah = data["istilah"]

    @classmethod
    def of(cls, dokumen):
        return cls(json.loads(dokumen.data), dokumen)

    # Head

    @property
    def kop(self):
        """The lines of the letterhead, smallest place last."""
        w = self.data["wilayah"]
        kabupaten = w["kabupaten"] or w["nama"]
        lines = [f"Pemerintah {kabupaten}"]
        if w["tingkat"] == Tingkat.DESA:
            lines.append(f"{self.istilah['kecamatan']} {w['kecamatan']}")
            lines.append(f"{self.istilah['desa']} {w['nama']}")
        elif w["tingkat"] == Tingkat.KECAMATAN:
            lines.append(f"{self.istilah['kecamatan']} {w['nama']}")
        body = self.ragam.kop.format(**self.istilah)
        return [*lines, body] if body else lines

    @property
    def tempat(self):
        """ "Kecamatan Kalipare, Kabupaten Malang"."""
        w, s = self.data["wilayah"], self.istilah
        if w["tingkat"] == Tingkat.DESA:
            return f"{s['desa']} {w['nama']}, {s['kecamatan']} {w['kecamatan']}, {w['kabupaten']}"
        if w["tingkat"] == Tingkat.KECAMATAN:
            return f"{s['kecamatan']} {w['nama']}, {w['kabupaten']}"
        return w["nama"]

    @cached_property
    def tanggal(self):
        return date.fromisoformat(self.data["tanggal"])

    @property
    def tanggal_kata(self):
        return tanggal_kata(self.tanggal)

    @property
    def tanggal_angka(self):
        return f"{self.tanggal:%d-%m-%Y}"

    @property
    def pukul(self):
        """ "09.00 s.d. 11.30 WIB"; dots where the clock is still missing."""
        mulai, selesai = (self._clock(name) for name in ("mulai", "selesai"))
        return f"{mulai} s.d. {selesai} {self.data['zona']}"

    @property
    def jam_undangan(self):
        """The same for who is invited: "09.00 WIB s.d. selesai" where nobody knows the end yet."""
        if self.data["selesai"]:
            return self.pukul
        return f"{self._clock('mulai')} {self.data['zona']} s.d. selesai"

    def _clock(self, name):
        at = self.data[name]
        return f"{time.fromisoformat(at):%H.%M}" if at else "…"

    # The wording of its kabupaten

    @cached_property
    def wording(self):
        """What it was sealed with; papers older than that were worded in the usual way."""
        return self.data["templat"]["isi"] if "templat" in self.data else BAWAAN

    @cached_property
    def kolom(self):
        """{field of templat.KOLOM: its value, as text}"""
        d, r = self.data, self.rekap
        known = ("nomor", "judul", "tahun", "lokasi", "penyelenggara", "pimpinan", "notulis")
        desa = f" dari {self.jumlah_desa} {self.istilah['desa'].lower()}"
        return {name: d[name] or "…" for name in known} | {
            "moderator": d["moderator"],
            "forum": self.ragam.nama,
            "tanggal_kata": self.tanggal_kata,
            "tanggal_angka": self.tanggal_angka,
            "tanggal": tgl(self.tanggal),
            "pukul": self.pukul,
            "tempat": self.tempat,
            "berdasarkan": f", berdasarkan {d['dasar']}" if d["dasar"] else "",
            "hadir": r.hadir,
            "hadir_kata": self.jumlah_kata,
            "laki_laki": r.L,
            "perempuan": r.P,
            "dari_desa": desa if self.jumlah_desa else "",
            "dari_undangan": f", dari {d['diundang']} orang yang diundang" if d["diundang"] else "",
            "kuorum": self.kuorum,
        }

    @property
    def dasar(self):
        return fill(self.wording["dasar"], self.kolom)

    @property
    def pembuka(self):
        return fill(self.wording["pembuka"], self.kolom)

    @property
    def penutup(self):
        return fill(self.wording["penutup"], self.kolom)

    @property
    def bagian(self):
        """The sections in order, lettered: a file of ours or a paragraph of the kabupaten."""
        kept = (
            b
            for b in self.wording["bagian"]
            if b["kode"] not in BILA_ADA or self.data.get(b["kode"])
        )
        for huruf, b in zip(ascii_uppercase, kept, strict=False):
            if kode := b["kode"]:
                file = f"musyawarah/pdf/bagian/_{kode}.html"
                yield {"huruf": huruf, "judul": BAGIAN[kode], "berkas": file}
            else:
                texts = {name: fill(b[name], self.kolom) for name in ("judul", "teks")}
                yield {"huruf": huruf, **texts}

    # Who was there

    @cached_property
    def rekap(self):
        people = self.data["kehadiran"]
        return Rekap(
            Counter((k["unsur"], k["jk"], k["kode_desa"]) for k in people),
            self.data["diundang"],
            self.ragam.kuorum,
            tuple(str(u) for u in self.ragam.unsur),
        )

    def unsur(self, kode):
        """What an unsur is called in this kabupaten."""
        return unsur_name(kode, self.istilah)

    @property
    def baris_unsur(self):
        return [(self.unsur(b.unsur), b) for b in self.rekap.baris(Unsur.values)]

    @property
    def hadir(self):
        return [
            k | {"sebagai": said_as(self.unsur(k["unsur"]), k["jabatan"])}
            for k in self.data["kehadiran"]
        ]

    @property
    def jumlah_kata(self):
        return angka_kata(self.rekap.hadir) if self.rekap.hadir else "nol"

    @property
    def jumlah_desa(self):
        """Villages that sent somebody; 0 where the forum itself is a village's."""
        return 0 if self.ragam.is_musdes else len(self.rekap.per_desa)

    @property
    def kuorum(self):
        """The sentence on quorum; "" for kinds that know none."""
        if not self.ragam.kuorum:
            return ""
        r = self.rekap
        if r.terpenuhi is None:
            return "Kuorum tidak dihitung karena jumlah undangan tidak tercatat."
        share = f"{r.hadir} dari {r.diundang} orang yang diundang, paling sedikit {r.perlu} orang"
        if r.terpenuhi:
            return f"Kuorum terpenuhi ({share})."
        return f"Kuorum tidak terpenuhi ({share}); dilanjutkan sesuai tata tertib."

    @property
    def susunan(self):
        """Sentences on the composition: what a reader should notice, never a reproach."""
        if kosong := [self.unsur(u) for u in self.rekap.unsur_kosong]:
            yield f"Unsur yang belum terwakili: {', '.join(kosong)}."
        yield from self._absent()
        if not self.rekap.hadir:
            return
        if self.rekap.P:
            share = self.rekap.P * 100 // self.rekap.hadir
            yield f"Peserta perempuan {self.rekap.P} orang ({share} persen)."
        else:
            yield "Tidak ada peserta perempuan."
        people = self.data["kehadiran"]
        for flag, words in (
            ("miskin", "dari rumah tangga miskin"),
            ("disabilitas", "penyandang disabilitas"),
        ):
            if n := sum(bool(k.get(flag)) for k in people):
                yield f"Peserta {words} {n} orang."

    def _absent(self):
        """Villages that sent nobody: by name, or counted where the names would fill a page."""
        absent, desa = self.data["tanpa_wakil"], self.istilah["desa"]
        if len(absent) > SEBUTKAN:
            n = self.data["wilayah"]["jumlah_desa"]
            yield f"{len(absent)} dari {n} {desa.lower()} tidak mengirim wakil."
        elif absent:
            yield f"{desa} yang tidak mengirim wakil: {', '.join(absent)}."

    @property
    def menggantikan(self):
        """What a corrected paper says about the one before; "" on a first."""
        if not (old := self.data.get("menggantikan")):
            return ""
        return f"Menggantikan versi {old['versi']} karena: {old['alasan'].strip().rstrip('.')}."

    @property
    def penundaan(self):
        """What the minutes say about each delay."""
        for p in self.data.get("penundaan", ()):
            yield _delay_sentence(p, self.data["zona"])

    # What was decided

    @property
    def keputusan(self):
        """Triples (text, how, the notes that go with a verdict)."""
        return [
            (k["teks"], self._how(k), [line for line in k.get("catatan", "").splitlines() if line])
            for k in self.data["keputusan"]
        ]

    def _how(self, k):
        if k["cara"] == Cara.MUFAKAT:
            return "mufakat"
        return (
            f"suara terbanyak: {k['setuju']} setuju, {k['menolak']} menolak, {k['abstain']} abstain"
        )

    @property
    def agenda(self):
        """The points of the agenda with the questions asked on them."""
        asked = self.data.get("tanya", ())
        return [
            a | {"tanya": [t for t in asked if t["mata_acara_id"] == a.get("pk")]}
            for a in self.data["agenda"]
        ]

    @property
    def tanya_lain(self):
        return [t for t in self.data.get("tanya", ()) if not t["mata_acara_id"]]

    @property
    def pemilihan(self):
        return [
            row | {"jabatan": Jabatan(row["jabatan"]).label}
            for row in self.data.get("pemilihan", ())
        ]

    @cached_property
    def kartu(self):
        """What the bursa of a BID brought; None for every other forum."""
        told = self.data.get("kartu")
        return Kartu(told, self.istilah["desa"].lower()) if told else None

    @property
    def lampiran_kartu(self):
        return 4 if self.data.get("foto") else 3

    @cached_property
    def foto(self):
        """Captions with the pictures themselves, from our own store."""
        told = {f["id"]: f for f in self.data.get("foto", ())}
        kept = FotoMusyawarah.objects.in_bulk(list(told))
        return [(f["keterangan"], _picture(kept.get(UUID(pk)))) for pk, f in told.items()]

    @property
    def tindak_lanjut(self):
        return [
            t | {"batas": tgl(date.fromisoformat(t["batas"])) if t["batas"] else "–"}
            for t in self.data["tindak_lanjut"]
        ]

    @property
    def saksi(self):
        return [p for p in self.data["penandatangan"] if p["sebagai"] != "Mengetahui"]

    @property
    def mengetahui(self):
        return [p for p in self.data["penandatangan"] if p["sebagai"] == "Mengetahui"]

    @property
    def tiga_kolom(self):
        return len(self.saksi) > 6

    @property
    def banyak_tanda(self):
        """Too many to promise one page."""
        return len(self.saksi) > 12

    @property
    def kota(self):
        """What stands before the date above the signatures."""
        return self.data["wilayah"]["nama"].removeprefix("Kabupaten ").removeprefix("Kota ")

    # The invitation

    @cached_property
    def undangan(self):
        """Rows (village, people of each unsur, total), and the unsur above them."""
        cells = self.data["undangan"]
        unsur = [u for u in Unsur.values if any(c["unsur"] == u for c in cells)]
        found = {}
        for c in cells:
            found.setdefault(c["desa"], Counter())[c["unsur"]] += c["jumlah"]
        rows = [(desa, [n[u] for u in unsur], n.total()) for desa, n in found.items()]
        return {"unsur": [self.unsur(u) for u in unsur], "rows": rows}

    @property
    def tanggal_surat(self):
        sent = self.data["tanggal_surat"]
        return tgl(date.fromisoformat(sent)) if sent else "…"

    @property
    def pengundang(self):
        """Who signs the letter: who is over the place, in a village the head of its council."""
        if self.ragam.is_musdes:
            return {"jabatan": f"Ketua {self.istilah['bpd']}", "nama": self.data["pimpinan"]}
        known = [p["nama"] for p in self.mengetahui if p["nama"]]
        return {"jabatan": self.istilah["pejabat"], "nama": known[0] if known else ""}

    @cached_property
    def lembaran(self):
        """The pages of the sheet: who is named so far, then empty rows to be filled by hand."""
        last = self.data["baris_terakhir"] + 1
        empty = [{"nomor": n} for n in range(last, last + KOSONG)]
        return sheets([*self.hadir, *empty], self.data["id"])
