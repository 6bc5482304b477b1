"""The kind that brings people and the roles they hold."""

from django.utils import timezone
from lokal.phone import parse_phone

from desa.actions import impor_orang as actions
from desa.choices import JABATAN_PERAN, TINGKAT_PERAN, Jabatan, Peran, Tingkat
from desa.choices_impor import Hasil
from desa.impor.jenis import KABUPATEN, KECAMATAN, Bacaan, Jenis, Kolom
from desa.kode import KELURAHAN, kind_of, level_of
from desa.models import Pengguna, Penugasan
from desa.padan import read_code
from ppid.lib.sel import day_of, text_of
from ppid.lib.teks import squeeze, tidy

PERAN = {squeeze(p.value): p for p in Peran} | {squeeze(p.label): p for p in Peran}
JABATAN = {squeeze(j.value): j for j in Jabatan} | {squeeze(j.label): j for j in Jabatan}
LUAS = [Tingkat.DESA, Tingkat.KECAMATAN, Tingkat.KABUPATEN, Tingkat.PROVINSI]


class JenisOrang(Jenis):
    kode, judul = "orang", "Orang dan penugasannya"
    uraian = "Satu baris per peran. Akun yang belum ada dibuat; undang orangnya dari halaman Orang."
    oleh = frozenset({Peran.ADMIN})
    kelurahan = True
    kolom = (
        Kolom("nama", "Nama", ("namalengkap",), perlu=True, contoh="Siti Aminah"),
        Kolom("username", "Nama pengguna", ("username", "user"), contoh="siti.aminah"),
        Kolom("telepon", "Nomor HP", ("hp", "nohp", "telepon", "notelepon", "wa", "nowa"),
              contoh="0812-3456-7890"),
        Kolom("surel", "Surel", ("email",), contoh="siti@contoh.id"),
        Kolom("peran", "Peran", ("sebagai",), perlu=True, bawaan=True, contoh="PLD",
              pilihan=tuple(Peran.choices)),
        Kolom("jabatan", "Jabatan", ("jabatandalamtim",)),
        Kolom("kode", "Kode tempat", ("kodewilayah", "kodedesa", "kodekecamatan", "kode"),
              contoh="35.07.11.2001"),
        Kolom("tempat", "Tempat", ("namatempat", "wilayah", "desa", "namadesa", "wilayahtugas"),
              contoh="Sumber Petung"),
        KECAMATAN,
        KABUPATEN,
        Kolom("mulai", "Mulai", ("mulaitugas", "tanggalmulai", "tmt"), bawaan=True,
              contoh="01/01/2026"),
        Kolom("selesai", "Sampai dengan", ("selesai", "tanggalselesai", "berakhir"), bawaan=True,
              contoh="31/12/2026"),
        Kolom("no_sk", "Nomor SK", ("sk", "nosk"), bawaan=True, contoh="414/12/2026"),
    )  # fmt: skip

    def level(self, sel):
        code = read_code(sel.get("kode", "")).kode
        if code and level_of(code) in LUAS:
            return level_of(code)
        peran = PERAN.get(squeeze(text_of(sel.get("peran", ""))))
        return next((t for t in LUAS if peran and t in TINGKAT_PERAN[peran]), Tingkat.DESA)

    def place(self, sel, peta, awal):
        cells = (sel.get(k, "") for k in ("kode", "tempat", "kecamatan", "kabupaten"))
        return peta.match(*cells)

    def read(self, sel):
        found = Bacaan({"nama": tidy(text_of(sel.get("nama", "")))[:100]})
        if not found.isi["nama"]:
            found.galat.append("Kolom Nama: kosong.")
        self._role(sel, found)
        self._phone(sel, found)
        found.isi["username"] = text_of(sel.get("username", "")).lower()[:30]
        found.isi["email"] = text_of(sel.get("surel", ""))[:254]
        found.isi["no_sk"] = text_of(sel.get("no_sk", ""))[:100]
        self._period(sel, found)
        return found

    def _role(self, sel, found):
        said = text_of(sel.get("peran", ""))
        peran = PERAN.get(squeeze(said))
        if peran is None:
            found.galat.append(f"Kolom Peran: “{said}” tidak dikenal." if said else "Peran kosong.")
        found.isi["peran"] = str(peran or "")
        said = text_of(sel.get("jabatan", ""))
        jabatan = JABATAN.get(squeeze(said), "")
        if said and (not jabatan or jabatan not in JABATAN_PERAN.get(peran, [])):
            found.catatan.append(f"Jabatan “{said}” bukan jabatan peran ini; dikosongkan.")
            jabatan = ""
        found.isi["jabatan"] = str(jabatan)

    def _phone(self, sel, found):
        said = text_of(sel.get("telepon", ""))
        if said and said.isdigit() and said.startswith("8"):
            said = f"0{said}"  # a program took 0812… for a number
        phone = parse_phone(said) if said else None
        if phone and phone.type != "mobile":
            found.galat.append(f"Kolom Nomor HP: “{said}” bukan nomor HP Indonesia.")
        found.isi["telepon"] = phone.e164 if phone and phone.type == "mobile" else ""

    def _period(self, sel, found):
        for name, label in (("mulai", "Mulai"), ("selesai", "Sampai dengan")):
            cell = sel.get(name, "")
            day = day_of(cell) if text_of(cell) else None
            if text_of(cell) and day is None:
                found.galat.append(f"Kolom {label}: “{text_of(cell)}” bukan tanggal.")
            found.isi[name] = day.isoformat() if day else ""
        if not found.isi["mulai"] and not found.galat:
            found.isi["mulai"] = timezone.localdate().isoformat()
            found.catatan.append("Tanpa tanggal mulai; berlaku mulai hari ini.")
        if found.isi["selesai"] and found.isi["selesai"] < found.isi["mulai"]:
            found.galat.append("Tanggal selesai mendahului tanggal mulai.")

    def objection(self, kode, isi):
        if isi["peran"] and not Penugasan.fits(isi["peran"], kode):
            return f"Peran ini tidak dipegang di tingkat {Tingkat(level_of(kode)).label}."
        if isi["peran"] == Peran.PLD and kind_of(kode) == KELURAHAN:
            return "Kelurahan tidak ikut Program Inovasi Desa."
        return ""

    def key(self, kode, isi):
        who = isi["telepon"] or isi["username"] or squeeze(isi["nama"])
        return f"{kode}:{isi['peran']}:{who}"

    def known(self, rows, impor):
        found = {}
        for row in rows:
            if (orang := person_of(row.isi)) is None:
                continue
            if squeeze(orang.nama) != squeeze(row.isi["nama"]):
                found[row.kunci] = (_never, "Nomor HP atau nama pengguna ini milik akun lain.")
            elif held(orang, row.wilayah_id, row.isi):
                found[row.kunci] = (_always, "")
            else:
                found[row.kunci] = (_never, "Akunnya sudah ada; perannya ditambahkan.")
        return found

    def commit(self, rows, *, by, impor):
        self.one_by_one(rows, lambda row: actions.bring(row, person_of(row.isi), by=by))

    def undo(self, rows, *, by, impor):
        for row in rows:
            row.hasil = Hasil.DICABUT if actions.take_back(row, by=by) else Hasil.TERTAHAN
            if row.hasil == Hasil.TERTAHAN:
                row.alasan = f"{row.alasan} Orangnya sudah masuk atau bekerja; akhiri perannya."

    def export(self, user, place):
        held_here = Penugasan.objects.looked_after_by(user).inside(place)
        rows = held_here.select_related("pengguna", "wilayah").order_by("pengguna__nama", "pk")
        for t in rows.iterator(chunk_size=500):
            o = t.pengguna
            yield [
                o.nama, o.username, o.telepon, o.email, t.get_peran_display(),
                t.get_jabatan_display(), t.wilayah_id, t.wilayah.nama, "", "", t.mulai, t.selesai,
                t.no_sk,
            ]  # fmt: skip


def _always(isi):
    return True


def _never(isi):
    return False


def person_of(isi):
    """The account with this phone number, else with this name to log in with."""
    people = Pengguna.objects.all()
    found = people.filter(telepon=isi["telepon"]).first() if isi["telepon"] else None
    if found is None and isi["username"]:
        found = people.filter(username__iexact=isi["username"]).first()
    return found


def held(orang, kode, isi):
    """Does this person hold this role there on a day of that period already?"""
    same = orang.penugasan.filter(peran=isi["peran"], wilayah=kode)
    return same.overlapping(isi["mulai"], isi["selesai"] or None).exists()
