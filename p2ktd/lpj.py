"""The accountability of a fund as sheets of a workbook, from the same sealed data as its PDF.

The layout follows the version of the data (`bentuk`): a new format of the province is a new
function in SHEETS and a new template in naskah.LAYOUTS, and nothing is typed twice."""

from datetime import date

from p2ktd.hitung import totals_of

RINGKAS = ["Uraian", "Nilai"]
POS = ["Pos", "Bagian (%)", "Pagu pos", "RKA", "Realisasi"]
KAS = ["No", "Tanggal", "Nomor bukti", "Uraian", "Pos", "Debet", "Kredit", "Saldo"]
KAS_2 = ["No", "Tanggal", "Nomor bukti", "Jenis", "Uraian", "Pos", "Debet", "Kredit", "Saldo"]
JENIS = ["Jenis", "Penerimaan", "Pengeluaran"]


def sheets_of(data):
    """[(name, header, rows)] for ppid.lib.tabel."""
    return SHEETS[data["bentuk"]](data)


def _format_1(data):
    pos = [[p["nama"], p["persen"], p["pagu"], p["rka"], p["realisasi"]] for p in data["pos"]]
    j = totals_of(data["pos"])
    pos.append(["Jumlah", "", j["pagu"], j["rka"], j["realisasi"]])
    kas = [[*_key(b), b["uraian"], b["pos"], *_money(b)] for b in data["kas"]]
    total = ["", "", "", "Jumlah", "", data["debit"], data["kredit"], data["saldo"]]
    return [
        ("Ringkasan", RINGKAS, _summary(data)),
        ("Realisasi per pos", POS, pos),
        ("Buku kas", KAS, [*kas, total]),
    ]


def _format_2(data):
    """What is left of each post, the kinds of movement apart, the kind on each line."""
    pos = [
        [p["nama"], p["persen"], p["pagu"], p["rka"], p["realisasi"], p["sisa"]]
        for p in data["pos"]
    ]
    j = totals_of(data["pos"])
    pos.append(["Jumlah", "", j["pagu"], j["rka"], j["realisasi"], j["sisa"]])
    jenis = [[k["nama"], k["debit"], k["kredit"]] for k in data["jenis"]]
    kas = [[*_key(b), b["jenis"], b["uraian"], b["pos"], *_money(b)] for b in data["kas"]]
    total = ["", "", "", "", "Jumlah", "", data["debit"], data["kredit"], data["saldo"]]
    return [
        ("Ringkasan", RINGKAS, _summary(data)),
        ("Realisasi per pos", [*POS, "Sisa"], pos),
        ("Menurut jenis", JENIS, [*jenis, ["Jumlah", data["debit"], data["kredit"]]]),
        ("Buku kas", KAS_2, [*kas, total]),
    ]


SHEETS = {1: _format_1, 2: _format_2}


def _summary(data):
    stage = [
        ["Tahap", data["tahap"]],
        ["Dari tanggal", date.fromisoformat(data["dari"])],
        ["Sampai tanggal", date.fromisoformat(data["sampai"])],
        ["Saldo awal", data["awal"]],
    ] if "tahap" in data else []  # fmt: skip
    mad = [["Disetujui MAD II", data["mad"]]] if data.get("mad") else []
    return [
        ["Kecamatan", data["tempat"]["nama"]],
        ["Tahun anggaran", data["tahun"]],
        ["Versi format", data["bentuk"]],
        ["MoU", data["mou"]],
        *mad,
        ["Pagu", data["pagu"]],
        *stage,
        ["Penerimaan", data["debit"]],
        ["Pengeluaran", data["kredit"]],
        ["Saldo", data["saldo"]],
    ]


def _key(baris):
    return baris["urut"], date.fromisoformat(baris["tanggal"]), baris["bukti"]


def _money(baris):
    return baris["debit"], baris["kredit"], baris["saldo"]
