"""What the papers of a work say: plain data, sealed when issued, and that data made ready to print.

A paper is printed from its sealed data alone, so that an old one comes out again as it was. The
layout is chosen by the version of its data (`bentuk`): a new format is a new row in LAYOUTS, and
nothing is typed twice."""

import json
from collections import Counter
from datetime import date

from desa.choices import Jabatan, JenisTim, Peran
from desa.models import AnggotaTim, Penugasan, Wilayah
from desa.sebutan import sebutan_of
from desa.segel import Bersegel
from p2ktd.choices import JenisKas
from p2ktd.hitung import share, totals_of
from ppid.lib.tags import rupiah
from ppid.lib.terbilang import angka_kata, tanggal_kata

BENTUK = 1
LPJ, LPD = "LPJ DOK", "LPD DOK"
NAMA = {LPJ: "Laporan Pertanggungjawaban", LPD: "Laporan Penggunaan Dana"}
LAYOUTS = {
    ("KAK P2KTD", 1): "p2ktd/pdf/kak.html",
    ("SPK P2KTD", 1): "p2ktd/pdf/spk.html",
    ("BAST P2KTD", 1): "p2ktd/pdf/bast.html",
    ("BAST P2KTD", 2): "p2ktd/pdf/bast_2.html",
    ("Kwitansi P2KTD", 1): "p2ktd/pdf/kwitansi.html",
    ("LPJ DOK", 1): "p2ktd/pdf/lpj.html",
    ("LPJ DOK", 2): "p2ktd/pdf/lpj_2.html",
    ("LPD DOK", 1): "p2ktd/pdf/lpj.html",
    ("LPD DOK", 2): "p2ktd/pdf/lpj_2.html",
}
KAK = ("latar_belakang", "maksud_tujuan", "lingkup", "metode", "waktu", "ahli", "pelaporan",
       "pembiayaan")  # fmt: skip


def rupiah_kata(n):
    """ "enam juta rupiah"."""
    return f"{angka_kata(n)} rupiah"


def _place(wilayah):
    """The place and what things are called there."""
    chain = {w.tingkat: w.nama for w in Wilayah.objects.filter(pk__in=wilayah.above)}
    s = sebutan_of(wilayah)
    return {
        "kode": wilayah.pk,
        "nama": wilayah.nama,
        "desa": s.desa,
        "kepala_desa": s.kepala_desa,
        "sebutan_kecamatan": s.kecamatan,
        "tpid": s.tpid,
        "kecamatan": chain.get("kecamatan", wilayah.nama),
        "kabupaten": chain.get("kabupaten", ""),
    }


def officer(kecamatan, tahun, jabatan):
    """The name of who holds this office of the TPID: by account, else by the list of its year."""
    held = Penugasan.objects.in_force().filter(peran=Peran.TPID, jabatan=jabatan)
    listed = AnggotaTim.objects.filter(
        tim__jenis=JenisTim.TPID, tim__wilayah=kecamatan, tim__tahun=tahun, jabatan=jabatan
    )
    names = held.filter(wilayah=kecamatan).values_list("pengguna__nama", flat=True)
    return names.first() or listed.values_list("nama", flat=True).first() or ""


def _head(pekerjaan):
    p = pekerjaan
    return {
        "bentuk": BENTUK,
        "id": p.pk,
        "judul": p.judul,
        "tahun": p.tahun,
        "sumber": p.get_sumber_display(),
        "tempat": _place(p.desa),
        "penyedia": p.penyedia.nama if p.penyedia else "",
        "alamat_penyedia": p.penyedia.alamat if p.penyedia else "",
        "tenaga_ahli": str(p.tenaga_ahli) if p.tenaga_ahli else "",
    }


def _rab(pekerjaan):
    return {
        "rab": [
            {
                "uraian": b.uraian,
                "volume": f"{b.volume:f}".rstrip("0").rstrip(".").replace(".", ","),
                "satuan": b.satuan,
                "frekuensi": b.frekuensi,
                "harga_satuan": b.harga_satuan,
                "jumlah": b.jumlah,
                "pajak": b.nilai_pajak,
                "sumber": b.get_sumber_display(),
            }
            for b in pekerjaan.rab.all()
        ],
        "jumlah": pekerjaan.jumlah_rab.jumlah,
        "pajak": pekerjaan.jumlah_rab.pajak,
        "total": pekerjaan.jumlah_rab.total,
    }


def data_of_kak(pekerjaan):
    keluaran = [k.uraian for k in pekerjaan.keluaran.all()]
    text = {name: getattr(pekerjaan, name) for name in KAK}
    ketua = officer(pekerjaan.kecamatan, pekerjaan.tahun, Jabatan.KETUA)
    return _head(pekerjaan) | text | _rab(pekerjaan) | {"keluaran": keluaran, "ketua": ketua}


def data_of_spk(pekerjaan):
    p = pekerjaan
    names = ("pihak1_nama", "pihak1_jabatan", "pihak2_nama", "pihak2_jabatan", "sanksi", "lingkup")
    return data_of_kak(p) | {
        **{name: getattr(p, name) for name in names},
        "nomor": p.spk_nomor,
        "tanggal": p.spk_tanggal.isoformat(),
        "mulai": p.mulai.isoformat(),
        "selesai": p.selesai.isoformat(),
        "harga": p.harga,
        "termin": [{"uraian": t.uraian, "jumlah": t.jumlah} for t in p.termin.all()],
        "adendum": [
            {
                "nomor": a.nomor,
                "tanggal": a.tanggal.isoformat(),
                "alasan": a.alasan,
                "selesai_lama": a.selesai_lama.isoformat(),
                "selesai": a.selesai.isoformat(),
                "harga_lama": a.harga_lama,
                "harga": a.harga,
            }
            for a in p.adendum.all()
        ],
    }


def data_of_bast(bast, periksa):
    """`periksa` is {pk of an output: (received, note)}."""
    p = bast.pekerjaan
    names = ("nomor", "kondisi", "catatan", "menyerahkan", "menerima", "mengetahui", "putaran")
    return _head(p) | {
        **{name: getattr(bast, name) for name in names},
        "tanggal": bast.tanggal.isoformat(),
        "spk_nomor": p.spk_nomor,
        "spk_tanggal": p.spk_tanggal.isoformat(),
        "bentuk": 2,
        "keluaran": [
            {
                "uraian": k.uraian,
                "persen": k.persen,
                "kondisi": k.kondisi,
                "terima": periksa[k.pk][0],
                "catatan": periksa[k.pk][1],
            }
            for k in p.keluaran.all()
        ],
    }


def data_of_receipt(pembayaran):
    b, p = pembayaran, pembayaran.termin.pekerjaan
    return _head(p) | {
        "nomor": b.nomor,
        "tanggal": b.tanggal.isoformat(),
        "penerima": b.penerima,
        "termin": b.termin.uraian,
        "bruto": b.bruto,
        "ppn": b.ppn,
        "pph": b.pph,
        "bersih": b.bersih,
        "terbilang": rupiah_kata(b.bruto),
        "spk_nomor": p.spk_nomor,
        "musdes_nomor": p.musdes_nomor,
        "bendahara": b.created_by.nama,
    }


def lpd_of(tahap):
    """The kind of paper that reports on a stage: each stage has versions of its own."""
    return f"{LPD} tahap {tahap}"


def data_of_lpj(dana):
    """The whole account of a fund, and the MAD II that approved it."""
    return _account(dana, _book(dana), dana.pencairan.all()) | {"mad": dana.mad_nomor}


def data_of_lpd(dana, stage):
    """What moved from the disbursement of this stage until the next one came."""
    rows = _book(dana)
    starts = sorted(r.urut for r in rows if r.pencairan_id)
    first = stage.kas.urut
    end = next((n for n in starts if n > first), rows[-1].urut + 1)
    mine = [r for r in rows if first <= r.urut < end]
    return _account(dana, mine, [stage], [r for r in rows if r.urut < end]) | {
        "tahap": stage.tahap,
        "awal": mine[0].saldo - mine[0].masuk,
        "dari": mine[0].tanggal.isoformat(),
        "sampai": max(r.tanggal for r in mine).isoformat(),
    }


def _book(dana):
    return list(dana.kas.with_balance().select_related("pos"))


def _account(dana, rows, stages, until=None):
    """These rows of the book. `bentuk` follows the format that the province asks for; what is left
    of a post counts all rows `until` then."""
    return {
        "bentuk": dana.format_lpj,
        "judul": str(dana),
        "tahun": dana.tahun,
        "tempat": _place(dana.wilayah),
        "pagu": dana.pagu,
        "mou": dana.mou_nomor,
        "ketua": officer(dana.wilayah_id, dana.tahun, Jabatan.KETUA),
        "bendahara": officer(dana.wilayah_id, dana.tahun, Jabatan.BENDAHARA),
        "pos": _posts(dana, rows, until or rows),
        "kas": [_line(row) for row in rows],
        "jenis": _kinds(rows),
        "debit": sum(r.debit for r in rows),
        "kredit": sum(r.kredit for r in rows),
        "saldo": rows[-1].saldo if rows else 0,
        "pencairan": [
            {
                "tahap": p.tahap,
                "jumlah": p.jumlah,
                "diterima": p.diterima.isoformat() if p.diterima else None,
            }
            for p in stages
        ],
    }


def _posts(dana, rows, until):
    """Each post with what is planned and used; a post above others with the sum of those below."""
    used, spent, planned = _used(rows), _used(until), Counter()
    for row in dana.rka.all():
        planned[row.pos_id] += row.jumlah
    for pos in dana.pos:
        if pos.induk_id:
            used[pos.induk_id] += used[pos.pk]
            spent[pos.induk_id] += spent[pos.pk]
            planned[pos.induk_id] += planned[pos.pk]
    return [
        {
            "nama": pos.nama,
            "anak": bool(pos.induk_id),
            "persen": f"{pos.persen:f}".rstrip("0").rstrip("."),
            "pagu": share(dana.pagu, pos.persen),
            "rka": planned[pos.pk],
            "realisasi": used[pos.pk],
            "sisa": planned[pos.pk] - spent[pos.pk],
        }
        for pos in dana.pos
    ]


def _used(rows):
    used = Counter()
    for row in rows:
        if row.pos_id:
            used[row.pos_id] -= row.masuk
    return used


def _kinds(rows):
    """What came in and went out by kind: disbursement, interest, taxes, refund and the rest."""
    return [
        {
            "nama": kind.label,
            "debit": sum(r.debit for r in rows if r.jenis == kind),
            "kredit": sum(r.kredit for r in rows if r.jenis == kind),
        }
        for kind in JenisKas
    ]


def _line(row):
    return {
        "urut": row.urut,
        "tanggal": row.tanggal.isoformat(),
        "bukti": row.bukti_nomor,
        "uraian": row.uraian,
        "jenis": row.get_jenis_display(),
        "pos": row.pos.nama if row.pos else "",
        "debit": row.debit,
        "kredit": row.kredit,
        "saldo": row.saldo,
    }


class Naskah(Bersegel):
    """A paper ready to print. `dokumen` is None for a preview."""

    def __init__(self, jenis, data, dokumen=None):
        self.jenis, self.data, self.dokumen = jenis, _with_dates(data), dokumen

    @classmethod
    def of(cls, dokumen):
        return cls(dokumen.jenis, json.loads(dokumen.data), dokumen)

    @property
    def template(self):
        return LAYOUTS[self.golongan, self.data["bentuk"]]

    @property
    def golongan(self):
        """The kind without its stage: "LPD DOK tahap 1" is an LPD."""
        return self.jenis.partition(" tahap ")[0]

    @property
    def nama(self):
        """The heading of an account."""
        return NAMA[self.golongan]

    @property
    def jumlah_pos(self):
        return totals_of(self.data["pos"])

    @property
    def kop(self):
        t = self.data["tempat"]
        return [f"Pemerintah {t['kabupaten']}", f"{t['sebutan_kecamatan']} {t['kecamatan']}",
                t["tpid"]]  # fmt: skip

    @property
    def tempat(self):
        t = self.data["tempat"]
        if t["nama"] == t["kecamatan"]:
            return f"{t['sebutan_kecamatan']} {t['nama']}, {t['kabupaten']}"
        return (
            f"{t['desa']} {t['nama']}, {t['sebutan_kecamatan']} {t['kecamatan']}, {t['kabupaten']}"
        )

    @property
    def tanggal_kata(self):
        return tanggal_kata(self.data["tanggal"])

    @property
    def harga_kata(self):
        return f"{rupiah(self.data['harga'])} ({rupiah_kata(self.data['harga'])})"


TANGGAL = {
    "dari",
    "sampai",
    "tanggal",
    "mulai",
    "selesai",
    "selesai_lama",
    "spk_tanggal",
    "diterima",
}


def _with_dates(value):
    """The same data, its ISO dates as dates."""
    if isinstance(value, list):
        return [_with_dates(v) for v in value]
    if isinstance(value, dict):
        return {
            k: date.fromisoformat(v) if k in TANGGAL and v else _with_dates(v)
            for k, v in value.items()
        }
    return value
