"""The chain of one commitment, link by link: state, date, person, paper; and what is missing."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone

from desa.models import Jejak
from inovasi.choices import DokumenDesa, StatusButir, StatusKomitmen
from inovasi.ketentuan import Kalender, TahunAnggaran
from inovasi.models import Komitmen
from inovasi.models.perencanaan import ANGGARAN
from ppid.lib.tags import rupiah
from ppid.lib.tanggal import tgl

S = StatusKomitmen
ADA, KURANG, NANTI, LEWATI, HENTI = "ada", "kurang", "nanti", "lewati", "henti"
WARNA = {ADA: "baik", KURANG: "perlu", NANTI: "netral", LEWATI: "takperlu", HENTI: "batal"}
KATA = {ADA: "Ada", KURANG: "Belum ada", NANTI: "Nanti", LEWATI: "Dilewati", HENTI: "Berhenti"}


@dataclass(frozen=True)
class Mata:
    """One link as a page draws it."""

    nama: str
    keadaan: str
    kalimat: str
    tanggal: date | None = None
    orang: str = ""
    bukti: list = field(default_factory=list)  # (words, address)
    batas: date | None = None

    @property
    def warna(self):
        return WARNA[self.keadaan]

    @property
    def kata(self):
        return KATA[self.keadaan]


class Rantai:
    """Everything a page needs of one commitment, in the same few queries for any of them."""

    def __init__(self, komitmen):
        self.komitmen = komitmen
        self.butir = list(komitmen.butir.exclude(status=StatusButir.DITOLAK).order_by("tanggal"))
        self.realisasi = list(komitmen.realisasi.prefetch_related("foto"))
        self.pelaku = _people(komitmen, self.butir)
        kabupaten, tahun = komitmen.desa_id[:5], komitmen.tahun_anggaran
        self.kalender = Kalender({kabupaten}, [tahun])
        self.anggaran = TahunAnggaran(tahun)
        self.hari = timezone.localdate()
        self.terbuka = self.kalender.next(
            kabupaten, tahun, self.hari, in_rkpdes=bool(komitmen.rkpdes_at)
        )

    @property
    def mata(self):
        """The links in their order."""
        return [
            self._idea(), self._innovation(), self._document(), self._menu(), self._card(),
            self._signatures(), self._rkpdes(), self._apbdes(), self._execution(), self._result(),
        ]  # fmt: skip

    @property
    def kurang(self):
        """The first link that is missing, if the chain still runs."""
        return next((m for m in self.mata if m.keadaan == KURANG), None)

    # The links

    def _idea(self):
        kartu = self.komitmen.kartu_ide or (self._inovasi and self._inovasi.kartu_ide)
        if not kartu:
            return Mata("Kartu IDE", LEWATI, "Tidak berasal dari kartu ide.")
        return Mata(
            "Kartu IDE", ADA, kartu.judul, kartu.tanggal, kartu.pengusul,
            [("Kartu ide", kartu.get_absolute_url())],
        )  # fmt: skip

    @property
    def _inovasi(self):
        return self.komitmen.menu and self.komitmen.menu.inovasi

    def _innovation(self):
        if not self._inovasi:
            return Mata("Inovasi", LEWATI, "Menu ini tidak tertaut ke inovasi yang tercatat.")
        return Mata("Inovasi", ADA, f"{self._inovasi.judul}, Desa {self._inovasi.desa}.")

    def _document(self):
        menu, nama = self.komitmen.menu, "Dokumen pembelajaran"
        if not menu:
            return Mata(nama, LEWATI, "Tidak ada, karena kegiatannya di luar menu.")
        versi = menu.versi
        if not versi:
            text = "Menu ini dari daftar lama; langkah-langkahnya belum didokumentasikan."
            return Mata(nama, LEWATI, text)
        sheet = [("Lembar cetak (PDF)", reverse("inovasi:menu_sheet", args=[menu.kode]))]
        papers = sheet if menu.is_published else []
        return Mata(nama, ADA, f"{versi}.", versi.created_at, "", papers)

    def _menu(self):
        menu = self.komitmen.menu
        if not menu:
            return Mata("Menu", LEWATI, "Desa memilih kegiatan di luar menu.")
        if not menu.is_published:
            return Mata("Menu", ADA, f"{menu.judul}. Menu {menu.kode} sudah ditarik.")
        paper = [(f"Menu {menu.kode}", menu.get_absolute_url())]
        return Mata("Menu", ADA, menu.judul, None, "", paper)

    def _card(self):
        k = self.komitmen
        if k.asal_id:
            text = f"Lanjutan dari kartu APBDes {k.asal.tahun_anggaran}."
            return Mata(
                "Kartu", ADA, text, None, "", [("Kartu sebelumnya", k.asal.get_absolute_url())]
            )
        papers = (
            [("Foto kartu", reverse("inovasi:commitment_photo", args=[k.pk]))] if k.foto else []
        )
        if k.bursa:
            papers.insert(0, (str(k.bursa), k.bursa.get_absolute_url()))
        kalimat = f"Kartu {k.resi}" + (f" di {k.bursa}." if k.bursa else " di luar bursa.")
        if not k.foto:
            kalimat += " Foto kartu belum ada."
        when = k.bursa.tanggal if k.bursa else None
        return Mata("Kartu", ADA, kalimat, when, self.pelaku.get("create", ""), papers)

    def _signatures(self):
        k = self.komitmen
        if k.ditandatangani_at:
            kalimat = f"Kepala desa {k.kades_nama} dan ketua BPD {k.bpd_nama}."
            who = self.pelaku.get("sign", "")
            return Mata("Tanda tangan", ADA, kalimat, k.ditandatangani_at, who)
        signs = (("kepala desa", k.kades_nama, k.kades_ttd), ("ketua BPD", k.bpd_nama, k.bpd_ttd))
        lacking = [word for word, name, day in signs if not (name and day)]
        words = " dan ".join(lacking) or "kepala desa dan ketua BPD"
        return self._open("Tanda tangan", f"Belum ada tanda tangan {words}.", self.terbuka)

    def _rkpdes(self):
        k = self.komitmen
        found = [b for b in self.butir if b.dokumen == DokumenDesa.RKPDES]
        if found:
            b = found[0]
            return Mata("RKPDes", ADA, _line(b), b.tanggal, self._who(b), _paper(b))
        if k.apbdes_at or k.dilaksanakan_at:
            return Mata("RKPDes", LEWATI, "Langsung masuk APBDes, tanpa baris RKPDes.")
        window = self._window(DokumenDesa.RKPDES)
        if window and self.hari > window.selesai and k.ditandatangani_at:
            text = f"Belum ada baris RKPDes. {window.sentence(self.hari)} Kejar langsung APBDes."
            return Mata("RKPDes", LEWATI, text)
        return self._open("RKPDes", "Belum ada baris RKPDes.", window)

    def _apbdes(self):
        k = self.komitmen
        found = [b for b in self.butir if b.dokumen in ANGGARAN]
        checked = [b for b in found if b.status == StatusButir.TERVERIFIKASI]
        if checked:
            b = checked[-1]
            who = str(b.pemeriksa) if b.pemeriksa else ""
            return Mata("APBDes", ADA, _line(b), b.tanggal, who, _paper(b))
        if k.dilaksanakan_at:
            return Mata("APBDes", LEWATI, "Dilaksanakan mendahului APBDes.")
        if found:
            text = f"{_line(found[0])} Menunggu verifikasi TPID."
            return self._open("APBDes", text, self.terbuka, _paper(found[0]))
        window = self.terbuka or self._window(DokumenDesa.APBDES)
        return self._open("APBDes", "Belum ada baris APBDes.", window)

    def _execution(self):
        k = self.komitmen
        if not self.realisasi:
            return self._open("Pelaksanaan", "Belum ada laporan pelaksanaan.", self.anggaran)
        last = self.realisasi[-1]
        photos = [(f"Foto {n}", f.get_absolute_url()) for n, f in enumerate(last.foto.all(), 1)]
        kalimat = f"{k.persen}%, {rupiah(k.direalisasi)} terpakai."
        who = self.pelaku.get("report", "")
        if k.persen == 100 or k.status != S.DILAKSANAKAN:
            return Mata("Pelaksanaan", ADA, kalimat, last.tanggal, who, photos)
        kalimat = f"{kalimat} {self.anggaran.sentence(self.hari)}"
        until = self.anggaran.selesai
        return Mata("Pelaksanaan", KURANG, kalimat, last.tanggal, who, photos, until)

    def _result(self):
        told = [r for r in self.realisasi if r.hasil]
        if not told:
            text = "Hasil dibandingkan dengan janji belum ditulis."
            return self._open("Hasil", text, self.anggaran)
        return Mata("Hasil", ADA, told[-1].hasil, told[-1].tanggal)

    # What they say

    def _open(self, nama, kalimat, window=None, papers=()):
        """A link that is not there: missing now, later, or not any more."""
        k = self.komitmen
        if k.status in (S.BATAL, S.DIALIHKAN):
            return Mata(nama, HENTI, f"{k.get_status_display()}: {k.get_alasan_display().lower()}.")
        now = nama in TURN[k.status]
        if now and window:
            kalimat = f"{kalimat} {window.sentence(self.hari)}"
        batas = window.selesai if now and window else None
        return Mata(nama, KURANG if now else NANTI, kalimat, None, "", list(papers), batas)

    def _window(self, dokumen):
        k = self.komitmen
        return self.kalender.window(k.desa_id[:5], dokumen, k.tahun_anggaran)

    def _who(self, butir):
        return self.pelaku.get(str(butir.pk), "")


# Which link is the one to be made now, by status.
TURN = {
    S.DRAF: {"Tanda tangan"},
    S.DITANDATANGANI: {"RKPDes", "APBDes"},
    S.MASUK_RKPDES: {"APBDes"},
    S.MASUK_APBDES: {"Pelaksanaan"},
    S.DILAKSANAKAN: {"Pelaksanaan", "Hasil"},
    S.SELESAI: set(),
}


def _line(b):
    number = f"Nomor {b.nomor}" if b.nomor else "Tanpa nomor"
    when = f", {tgl(b.tanggal)}" if b.tanggal else ""
    code = f", kegiatan {b.kode_kegiatan}" if b.kode_kegiatan else ""
    return f"{b.get_dokumen_display()} {b.tahun}, {number}{when}{code}: {rupiah(b.anggaran)}."


def _paper(b):
    return [(f"Baris {b.get_dokumen_display()}", b.get_absolute_url())]


def _people(komitmen, butir):
    """{step, or key of a line: who}, from the trail."""
    keys = [str(komitmen.pk), *(str(b.pk) for b in butir)]
    rows = Jejak.objects.filter(
        objek__in=["inovasi.Komitmen", "inovasi.ButirPerencanaan"], objek_id__in=keys
    )
    found = {}
    for row in rows.select_related("pelaku").order_by("pk"):
        own = row.objek == Komitmen._meta.label
        step = {"execute": "report", "execute_at_once": "report", "carry": "create"}
        key = step.get(row.langkah, row.langkah) if own else row.objek_id
        found.setdefault(key, str(row.pelaku) if row.pelaku else "Sistem")
    return found


def next_button(rantai, user):
    """(words, address) of the one thing this person can do for this chain now, or None."""
    k, roles = rantai.komitmen, user.roles_over(rantai.komitmen.desa)
    waiting = [b for b in rantai.butir if b.dokumen in ANGGARAN and b.status == StatusButir.DICATAT]
    if waiting and k.is_active and "tpid:verifikator" in roles:
        return "Verifikasi baris APBDes", waiting[0].get_absolute_url()
    if not {"pld", "pd", "tpid"} & roles and not (k.status == S.DRAF and "tik" in roles):
        return None
    lines = f"{reverse('inovasi:line_create')}?komitmen={k.pk}"
    report = reverse("inovasi:commitment_report", args=[k.pk])
    return {
        S.DRAF: ("Lengkapi tanda tangan", reverse("inovasi:commitment_edit", args=[k.pk])),
        S.DITANDATANGANI: ("Catat baris RKPDes atau APBDes", lines),
        S.MASUK_RKPDES: ("Catat baris APBDes", lines),
        S.MASUK_APBDES: ("Laporkan pelaksanaan", report),
        S.DILAKSANAKAN: ("Laporkan kemajuan", report),
    }.get(k.status)
