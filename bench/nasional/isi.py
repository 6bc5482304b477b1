"""Makes the country: everybody who works in it, and what they did in one year."""

from collections import namedtuple
from datetime import date, timedelta
from itertools import count
from random import Random
from time import perf_counter

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from bench.nasional.salin import copy, without_indexes
from desa.choices import Jabatan, Peran, Tingkat
from desa.models import Pengguna, Penugasan, Wilayah
from inovasi.choices import Bidang
from inovasi.models import Komitmen
from musyawarah.choices import Status as StatusMusyawarah
from musyawarah.choices import Unsur
from musyawarah.models import Kehadiran, Musyawarah
from tugas.choices import Jenis, Status
from tugas.models import Kegiatan

SANDI = "salam-inovasi"
DESA_PER_PLD = 4
KEGIATAN_PER_KOMITMEN = 20
KEGIATAN_PER_MUSYAWARAH = 50
HADIR = 40  # people at a table
URAIAN = (
    "Sosialisasi program inovasi desa di balai desa bersama kepala desa, BPD, tokoh masyarakat dan "
    "kelompok perempuan; disepakati jadwal bursa dan nama-nama yang hadir mewakili dusun."
)
HURUF = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
Orang = namedtuple("Orang", "pld pd")  # {village: pk}, {kecamatan: pk}


def fill(kegiatan, benih):
    """Make the rows and say how long each part took."""
    if connection.vendor != "postgresql":
        raise SystemExit("The country is measured on PostgreSQL: set DATABASE_URL.")
    call_command("migrate", verbosity=0)
    call_command("load_wilayah", verbosity=0)
    if Kegiatan.objects.exists():
        raise SystemExit("This database already holds entries; take an empty one.")
    chance = Random(benih)  # noqa: S311
    with transaction.atomic():
        people = told("people", make_people)
    villages = sorted(people.pld)
    told("entries", lambda: make_entries(kegiatan, villages, people, chance))
    told("promises", lambda: make_promises(kegiatan, villages, people, chance))
    told("deliberations", lambda: make_forums(kegiatan, people, chance))
    told("vacuum, analyze", tidy_up)
    told("recount", lambda: call_command("recount", verbosity=0))


def told(what, act):
    start = perf_counter()
    found = act()
    print(f"{what:16} {perf_counter() - start:8.1f} s", flush=True)
    return found


def tidy_up():
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def make_people():
    """One PLD for four villages, a PD and a TPID of three in each kecamatan, a TIK and an Admin in
    each kabupaten, and one who watches the country. Names to log in with: pld.35.07.11.2001 …"""
    villages = Wilayah.objects.villages().order_by("kode").values_list("kode", "kecamatan")
    held, pld, pd = [], {}, {}  # held: (username, role, office, place)
    by_kecamatan = {}
    for kode, kecamatan in villages:
        by_kecamatan.setdefault(kecamatan, []).append(kode)
    for kecamatan, kodes in by_kecamatan.items():
        for start in range(0, len(kodes), DESA_PER_PLD):
            mine = kodes[start : start + DESA_PER_PLD]
            held += [(f"pld.{mine[0]}", Peran.PLD, "", kode) for kode in mine]
            pld |= dict.fromkeys(mine, f"pld.{mine[0]}")
        held.append((f"pd.{kecamatan}", Peran.PD, "", kecamatan))
        pd[kecamatan] = f"pd.{kecamatan}"
        held += [
            (f"tpid.{jabatan}.{kecamatan}", Peran.TPID, jabatan, kecamatan)
            for jabatan in (Jabatan.KETUA, Jabatan.VERIFIKATOR, Jabatan.BENDAHARA)
        ]
    for kode in Wilayah.objects.filter(tingkat=Tingkat.KABUPATEN).values_list("kode", flat=True):
        held.append((f"tik.{kode}", Peran.TIK, Jabatan.SEKRETARIS, kode))
        held.append((f"admin.{kode}", Peran.ADMIN, "", kode))
    held.append(("pemantau", Peran.PEMANTAU, "", "00"))
    pk_of = _write_people(held)
    return Orang({k: pk_of[n] for k, n in pld.items()}, {k: pk_of[n] for k, n in pd.items()})


def _write_people(held):
    names = list(dict.fromkeys(name for name, *_ in held))
    sandi = make_password(SANDI)
    copy(
        Pengguna,
        ["username", "nama"],
        ((name, f"Nama {name}") for name in names),
        password=sandi,
        is_active=True,
    )
    pk_of = dict(Pengguna.objects.values_list("username", "pk"))
    copy(
        Penugasan,
        ["pengguna_id", "peran", "jabatan", "wilayah_id"],
        ((str(pk_of[name]), peran, jabatan, kode) for name, peran, jabatan, kode in held),
        mulai=date(timezone.localdate().year, 1, 1),
        no_sk="412/BENCH",
    )
    return pk_of


def keys(chance):
    """Version 7 UUIDs as phones make them, in the order of time."""
    for n in count(1_700_000_000_000):
        yield (
            f"{n >> 16:08x}-{n & 0xFFFF:04x}-7{chance.getrandbits(12):03x}"
            f"-{0x8000 | chance.getrandbits(14):04x}-{chance.getrandbits(48):012x}"
        )


def days_of_year():
    """The days of this year until today, as text."""
    today = timezone.localdate()
    first = date(today.year, 1, 1)
    return [str(first + timedelta(days=n)) for n in range((today - first).days + 1)]


def make_entries(many, villages, people, chance):
    with without_indexes(Kegiatan):
        copy(
            Kegiatan,
            [
                "id", "desa_id", "created_by_id", "tanggal", "tugas", "tema", "status", "resi",
                "terkirim_at", "diterima_at", "peninjau_id", "laki", "perempuan", "peserta",
            ],
            _entries(many, villages, people, chance),
            tahun=timezone.localdate().year,
            jenis=Jenis.PERTEMUAN,
            judul="Pertemuan di balai desa",
            uraian=URAIAN,
            sidik="b" * 64,
            peran=Peran.PLD,
        )  # fmt: skip


def _entries(many, villages, people, chance):
    """In the order of time; of a hundred four wait for their reviewer, two came back."""
    days, ids, last = days_of_year(), keys(chance), len(villages)
    for n in range(many):
        desa = villages[int(last * chance.random() ** 1.3)]  # some villages are busier
        reviewer = str(people.pd[desa[:8]])
        day = days[n * len(days) // many]
        moment = f"{day} 09:{n % 60:02}:00+07"
        lot = chance.randrange(100)
        status, done = Status.DITERIMA.value, (moment, reviewer)
        if lot < 4:
            status, done = Status.TERKIRIM.value, ("\\N", "\\N")
        elif lot < 6:
            status, done = Status.DIKEMBALIKAN.value, ("\\N", reviewer)
        tugas = 1 + chance.randrange(7)
        laki, perempuan = chance.randrange(40), chance.randrange(30)
        yield (
            next(ids), desa, str(people.pld[desa]), day, str(tugas),
            "keduanya" if tugas == 1 else "", status, receipt(n), moment, *done,
            str(laki), str(perempuan), str(laki + perempuan),
        )  # fmt: skip


def receipt(n):
    """A receipt number, each a different one."""
    letters = "".join(HURUF[(n >> shift) & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def make_promises(kegiatan, villages, people, chance):
    """Half of them signed only, three of ten in RKPDes, two of ten in APBDes."""
    year = timezone.localdate().year
    ids, bidang = keys(chance), [b.value for b in Bidang]

    def rows():
        for n in range(kegiatan // KEGIATAN_PER_KOMITMEN):
            desa = chance.choice(villages)
            stage = ["ditandatangani", "ditandatangani", "masuk_rkpdes", "masuk_apbdes"][n % 4]
            cost = 5_000_000 * (1 + chance.randrange(40))
            reached = (f"{year}-08-01" if n % 4 > 1 else "\\N", f"{year}-11-01")
            yield (
                next(ids), desa, str(people.pld[desa]), bidang[n % 3], stage, str(cost),
                reached[0], reached[1] if n % 4 == 3 else "\\N", str(cost if n % 4 == 3 else 0),
            )  # fmt: skip

    with without_indexes(Komitmen):
        copy(
            Komitmen,
            [
                "id", "desa_id", "created_by_id", "bidang", "status", "perkiraan_biaya",
                "rkpdes_at", "apbdes_at", "dianggarkan",
            ],
            rows(),
            tahun=year,
            tahun_anggaran=year + 1,
            nama_kegiatan="Bank sampah desa",
            kades_nama="Kepala Desa",
            kades_ttd=date(year, 5, 2),
            bpd_nama="Ketua BPD",
            bpd_ttd=date(year, 5, 2),
            ditandatangani_at=date(year, 5, 2),
        )  # fmt: skip


def make_forums(kegiatan, people, chance):
    """Deliberations of kecamatan and of villages, each with forty people at the table."""
    year = timezone.localdate().year
    many, days = kegiatan // KEGIATAN_PER_MUSYAWARAH, days_of_year()
    tables, villages = sorted(people.pd), sorted(people.pld)

    def forums():
        for n in range(many):
            mad = n % 8 == 0
            place = chance.choice(tables if mad else villages)
            jenis = "mad_1" if mad else "musdes_rkpdes"
            yield str(n + 1), place, str(people.pd[place[:8]]), jenis, days[n * len(days) // many]

    def seats():
        ids, unsur = keys(chance), [u.value for u in Unsur]
        for n in range(many):
            for seat in range(1, HADIR + 1):
                sex = "LP"[seat % 3 == 0]
                yield next(ids), str(n + 1), str(seat), sex, unsur[seat % len(unsur)]

    with without_indexes(Musyawarah):
        copy(
            Musyawarah,
            ["id", "wilayah_id", "created_by_id", "jenis", "tanggal"],
            forums(),
            tahun=year,
            judul="Musyawarah",
            status=StatusMusyawarah.NOTULEN,
            baris_terakhir=HADIR,
        )
    copy(
        Kehadiran,
        ["id", "musyawarah_id", "nomor", "jenis_kelamin", "unsur"],
        seats(),
        nama="Warga Desa",
    )
    with connection.cursor() as cursor:  # rows came with their numbers
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('musyawarah_musyawarah', 'id'), %s)", [many + 1]
        )
