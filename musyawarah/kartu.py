"""What a bursa brought, for the berita acara of its BID: cards by bidang, promises by village."""

from functools import cached_property

from inovasi.choices import Bidang
from inovasi.hari_h import Hitungan

SEBUTKAN = 40  # villages without a promise; more are counted


def cards_of(musyawarah):
    """The cards of its bursa as plain values; None for a forum that is of no bursa."""
    bursa = musyawarah.bursa
    if bursa is None:
        return None
    cards = bursa.komitmen.all()
    invited = {u.desa_id: u.desa.nama for u in bursa.undangan.select_related("desa")}
    signed = cards.signed().for_list().order_by("desa", "created_at", "pk")
    promised = {k.desa_id for k in signed}
    return {
        "bursa": bursa.nama,
        "diundang": len(invited),
        "hadir": bursa.undangan.filter(hadir=True).count(),
        "bidang": [
            {"bidang": str(b), "kartu": n, "ditandatangani": tanda, "biaya": int(uang)}
            for b, _, n, tanda, uang in Hitungan(cards, bursa).bidang
        ],
        "janji": [_promise(k) for k in signed],
        "tanpa": [nama for kode, nama in sorted(invited.items()) if kode not in promised],
    }


def _promise(kartu):
    return {
        "resi": kartu.resi,
        "desa": kartu.desa.nama,
        "kode_desa": kartu.desa_id,
        "kegiatan": str(kartu),
        "bidang": kartu.bidang,
        "biaya": kartu.perkiraan_biaya or 0,
    }


class Kartu:
    """The same ready to print; `desa` is what a village is called there."""

    def __init__(self, data, desa):
        self.data = data
        self.desa = desa

    @property
    def bidang(self):
        return [b | {"bidang": Bidang(b["bidang"]).label} for b in self.data["bidang"]]

    @property
    def janji(self):
        return [k | {"bidang": Bidang(k["bidang"]).label} for k in self.data["janji"]]

    @cached_property
    def jumlah(self):
        """{column: its sum over the three bidang}"""
        return {
            name: sum(b[name] for b in self.data["bidang"])
            for name in ("kartu", "ditandatangani", "biaya")
        }

    @property
    def kalimat(self):
        """Sentences: how many promised, how many cards wait for a signature, who promised none."""
        n, desa = self.jumlah, self.desa
        of = len({k["kode_desa"] for k in self.data["janji"]})
        yield f"{n['ditandatangani']} kartu komitmen ditandatangani oleh {of} {desa}."
        if wait := n["kartu"] - n["ditandatangani"]:
            yield f"{wait} kartu belum ditandatangani."
        none = self.data["tanpa"]
        if len(none) > SEBUTKAN:
            count = f"{len(none)} dari {self.data['diundang']} {desa}"
            yield f"{count} yang diundang belum berkomitmen."
        elif none:
            yield f"{desa.capitalize()} yang belum berkomitmen: {', '.join(none)}."
