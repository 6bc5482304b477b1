"""Promises in every state: a bursa of last year followed to its results, one of this year that
still has to reach the budget, one that is being planned."""

from datetime import date, timedelta

from uuid6 import uuid7

from desa.models import Wilayah
from inovasi.actions import bursa as bursa_actions
from inovasi.actions import komitmen as actions
from inovasi.actions import perencanaan, realisasi
from inovasi.choices import AlasanBerhenti, Bidang, DokumenDesa
from inovasi.models import Komitmen, MenuInovasi
from tugas.actions.capaian import overdue
from tugas.peragaan.kegiatan import photo
from tugas.peragaan.orang import KALIPARE, villages_of
from tugas.peragaan.waktu import at

JUTA = 1_000_000
# What the villages of last year's bursa promised (activity, bidang, amount in millions) and how
# far each came.
TAHUN_LALU = [
    ("Bank sampah dusun", Bidang.PEL, 45, "selesai"),
    ("Embung lahan tadah hujan", Bidang.INFRASTRUKTUR, 320, "dilaksanakan"),
    ("Kelas remaja dan konseling sebaya", Bidang.SDM, 18, "selesai"),
    ("Kolam bioflok kelompok pemuda", Bidang.PEL, 60, "apbdes"),
    ("Posyandu ramah lansia", Bidang.SDM, 25, "dana"),
    ("Ayam petelur BUMDes", Bidang.PEL, 110, "dialihkan"),
    ("Pipanisasi air bersih", Bidang.INFRASTRUKTUR, 150, "apbdes"),
    ("Pojok baca di balai dusun", Bidang.SDM, 12, "prioritas"),
]
TAHUN_INI = [
    ("Pengolahan singkong kelompok ibu", Bidang.PEL, 35, "rkpdes"),
    ("Irigasi tetes lahan kering", Bidang.INFRASTRUKTUR, 90, "tunggu"),
    ("Sekolah lapang pupuk organik", Bidang.SDM, 20, "janji"),
    ("Bank sampah dengan buku tabungan", Bidang.INFRASTRUKTUR, 18, "apbdes"),
    ("Pasar desa hari Minggu", Bidang.PEL, 55, "janji"),
    ("Kader stunting dusun", Bidang.SDM, 15, "draf"),
]

# Which item of the menu each copies; the others promise something of their own.
MENIRU = {
    "Bank sampah dusun": "Bank sampah",
    "Embung lahan tadah hujan": "Embung Bangunsari",
    "Kelas remaja dan konseling sebaya": "Kampung KB: konseling remaja menekan pernikahan dini",
    "Kolam bioflok kelompok pemuda": "Kampung Ikan",
    "Posyandu ramah lansia": "Dapur gizi posyandu untuk mencegah stunting",
    "Ayam petelur BUMDes": "Unit usaha BUMDes ayam petelur",
    "Pipanisasi air bersih": "Jaringan pipa air bersih dari mata air dengan meteran",
    "Pengolahan singkong kelompok ibu": "Olahan carang apel dan carang wortel",
    "Bank sampah dengan buku tabungan": "Bank sampah dusun dengan buku tabungan sekolah",
    "Pasar desa hari Minggu": "Revitalisasi pasar desa menjadi pasar tematik",
    "Kader stunting dusun": "Dapur gizi posyandu untuk mencegah stunting",
}


def all_of_them(who, names, today):
    """Something in every state, told at the time at which it happened."""
    villages, leaders = villages_of(KALIPARE), {}
    for desa in villages:
        leaders[desa.pk] = (names.next("L"), names.next("P"))
    _cohort(who, leaders, villages, today, date(today.year - 1, 10, 12), TAHUN_LALU)
    _cohort(who, leaders, villages, today, _earlier(date(today.year, 10, 10), today), TAHUN_INI)
    _refusal(who, leaders, villages[-1], today)
    _planned(who, today)
    overdue(today)  # told as of that day; judged as of this one


def _earlier(day, today):
    return min(day, today - timedelta(days=20))


def _cohort(who, leaders, villages, today, day, plan):
    with at(day - timedelta(days=20), 9):
        bursa = bursa_actions.create(
            by=who["tpid"],
            wilayah=Wilayah.objects.get(pk=KALIPARE),
            nama=f"Bursa Inovasi Desa Kalipare {day.year}",
            tahun=day.year,
            tanggal=day,
            tingkat="kecamatan",
            lokasi="Pendopo Kecamatan Kalipare",
        )
    with at(day, 8):
        bursa_actions.open(bursa, by=who["tpid"])
        present = {
            u.pk: {"hadir": True, "laki": 2, "perempuan": 1 + n % 2}
            for n, u in enumerate(bursa.undangan.order_by("desa")[: len(villages) - 1])
        }
        bursa_actions.attend(bursa, by=who["tpid"], rows=present)
    for n, (nama, bidang, juta, end) in enumerate(plan):
        with at(day, 10, n):
            made = _card(who, leaders, villages[n % len(villages)], bursa, nama, bidang, juta, end)
        _onward(who, made, end, today)
    with at(day, 15):
        bursa_actions.close(bursa, by=who["tpid"])


def _card(who, leaders, desa, bursa, nama, bidang, juta, end):
    kades, bpd = leaders[desa.pk]
    menu = MenuInovasi.objects.published().filter(judul=MENIRU.get(nama, "")).order_by("pk")
    signed = {} if end == "draf" else {"bpd_nama": bpd, "bpd_ttd": bursa.tanggal}
    return actions.enter(
        by=who["tpid"], id=uuid7(), desa=desa, bursa=bursa, bidang=bidang, nama_kegiatan=nama,
        menu=menu.first(), perkiraan_biaya=juta * JUTA,
        tahun=bursa.tahun, tahun_anggaran=bursa.tahun + 1, adaptasi="Memakai bahan setempat.",
        lokasi="Dusun Krajan", kades_nama=kades, kades_ttd=bursa.tanggal,
        foto=photo(desa, bursa.tanggal),
        butuh_p2ktd=bidang == Bidang.INFRASTRUKTUR, **signed,
    )  # fmt: skip


def _onward(who, made, end, today):
    """As far along the chain as the plan says."""
    if end in {"draf", "janji"}:
        return
    pld, tahun = _companion(who, made.desa), made.tahun
    stopped = {"dana": AlasanBerhenti.DANA, "prioritas": AlasanBerhenti.PRIORITAS}
    if end in stopped:
        with at(date(tahun, 12, 28), 11):
            actions.cancel(made, by=pld, alasan=stopped[end], catatan="Diputuskan dalam Musdes.")
        return
    if end == "dialihkan":
        with at(date(tahun, 12, 28), 11):
            actions.divert(
                made, by=pld, alasan=AlasanBerhenti.DANA, catatan="Kandang selesai lebih dahulu."
            )
        return
    planned = min(date(tahun, 10, 25), today - timedelta(days=9))
    with at(planned, 14):
        _line(pld, made, DokumenDesa.RKPDES, planned)
    if end == "rkpdes":
        return
    fixed = min(date(tahun, 12, 20), today - timedelta(days=5))
    with at(fixed, 14):
        line = _line(pld, made, DokumenDesa.APBDES, fixed)
    if end != "tunggu":
        with at(fixed + timedelta(days=2), 10):
            perencanaan.verify(line, by=who["tpid-verifikator"])
        _execute(pld, made, end, today)


def _companion(who, desa):
    return next(who[u] for u in ("pld", "pld-kalipare") if "pld" in who[u].roles_over(desa))


def _line(by, made, dokumen, day):
    return perencanaan.add_line(
        by=by, id=uuid7(), desa=made.desa, komitmen=Komitmen.objects.get(pk=made.pk),
        tahun=made.tahun_anggaran, dokumen=dokumen, tanggal=day, kode_kegiatan="2.3.14",
        nomor=f"{6 if dokumen == DokumenDesa.APBDES else 5} Tahun {day.year}",
        uraian=made.nama_kegiatan, anggaran=made.perkiraan_biaya * 9 // 10,
    )  # fmt: skip


def _execute(pld, made, end, today):
    budget = made.perkiraan_biaya * 9 // 10
    reports = {"dilaksanakan": [(0, 0), (50, 45)], "selesai": [(0, 0), (50, 48), (100, 97)]}
    for n, (persen, share) in enumerate(reports.get(end, [])):
        day = date(made.tahun_anggaran, 4 + 2 * n, 15)
        if day >= today:
            return
        done = persen == 100
        with at(day, 15):
            realisasi.report(
                Komitmen.objects.get(pk=made.pk), by=pld, id=uuid7(), tanggal=day, persen=persen,
                realisasi=budget * share // 100, foto=[photo(made.desa, day)],
                uraian="Pekerjaan dimulai." if not n else "Pekerjaan berjalan sesuai rencana.",
                hasil="Sesuai janji; warga dua dusun memakainya setiap pekan." if done else "",
                pelajaran="Mulai dari satu dusun, lalu tetangganya ikut sendiri." if done else "",
                ubah_bahan="Bambu setempat menggantikan rangka besi." if done else "",
                ubah_biaya="Sepuluh persen lebih murah daripada contohnya." if done else "",
            )  # fmt: skip


def _refusal(who, leaders, desa, today):
    day = _earlier(date(today.year, 10, 12), today)
    with at(day, 13):
        actions.refuse(
            by=_companion(who, desa), desa=desa, tahun=today.year, tanggal=day,
            disampaikan_oleh=leaders[desa.pk][0], alasan=AlasanBerhenti.DANA,
            catatan="Dana Desa tahun depan habis untuk memperbaiki jembatan yang putus.",
        )  # fmt: skip


def _planned(who, today):
    with at(today - timedelta(days=1), 9):
        bursa_actions.create(
            by=who["tpid-pujon"],
            wilayah=Wilayah.objects.get(pk="35.07.26"),
            nama="Bursa Inovasi Desa Pujon",
            tahun=today.year,
            tanggal=today + timedelta(days=12),
            tingkat="kecamatan",
            lokasi="Balai Desa Pujon Kidul",
        )
