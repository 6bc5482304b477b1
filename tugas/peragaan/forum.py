"""Deliberations in every state, and the real MAD I of Kalipare, 27 August 2018 [S41].

Of the real one the date, hours, place, number of villages, elements present, who opened it and
what came out of it are as reported; the names are invented."""

from datetime import date, time, timedelta
from random import Random

from uuid6 import uuid7

from desa.models import Wilayah
from musyawarah.actions import acara as acara_actions
from musyawarah.actions import baris as baris_actions
from musyawarah.actions import hadir as hadir_actions
from musyawarah.choices import JenisMusyawarah, Unsur
from tugas.peragaan.orang import KALIPARE, KRIAN, PUJON, villages_of
from tugas.peragaan.waktu import at

PENDOPO = "Pendopo Kecamatan Kalipare"
WAKIL = [
    (Unsur.KEPALA_DESA, "L", "Kepala Desa"),
    (Unsur.BPD, "L", "Ketua BPD"),
    (Unsur.TOKOH_MASYARAKAT, "L", "Tokoh masyarakat"),
    (Unsur.PEREMPUAN, "P", "Kader PKK"),
]
MAD_1_2018 = date(2018, 8, 27)
PEMBAHASAN_2018 = {
    1: "Musyawarah dibuka oleh Sekretaris Kecamatan Kalipare pukul 09.00 WIB.",
    3: "Tenaga ahli menerangkan tujuan Program Inovasi Desa, tahapan kegiatan, dan tugas TPID: "
    "menggali, mendokumentasikan, dan menukar inovasi desa.",
    4: "Peserta memilih tujuh orang anggota TPID. Masa tugas sampai dengan Desember 2018.",
    7: "Peserta menanyakan inovasi untuk lahan tadah hujan, masalah bersama sembilan desa. "
    "Pendamping menyarankan mulai dari inovasi yang sudah berjalan di desa sendiri.",
}
KEPUTUSAN_2018 = [
    "Membentuk Tim Pelaksana Inovasi Desa (TPID) Kecamatan Kalipare yang beranggotakan tujuh "
    "orang dengan masa tugas sampai dengan Desember 2018.",
    "TPID menggali inovasi di sembilan desa se-Kecamatan Kalipare.",
    "Lahan tadah hujan menjadi masalah bersama yang diutamakan dalam mencari inovasi.",
]


def all_of_them(who, names, today):
    """The real one of 2018, ready to be sealed by the admin, and this year's."""
    _mad_2018(who, names)
    _mad_this_year(who, names, KALIPARE, who["pd"], who["admin"], date(today.year, 3, 17), today)
    _mad_this_year(who, names, PUJON, who["pd-pujon"], who["admin"], date(today.year, 4, 7), today)
    _mad_this_year(
        who, names, KRIAN, who["pd-krian"], who["admin-sidoarjo"], date(today.year, 3, 24), today
    )
    _coming(who, today)
    _musdes(who, names, today)


def _mad_2018(who, names):
    pd = who["pd"]
    with at(date(2018, 8, 20), 10):
        mad = _plan(
            pd, JenisMusyawarah.MAD_1, KALIPARE, MAD_1_2018, tahun=2018, lokasi=PENDOPO,
            selesai=time(11, 30), diundang=54, dasar="Surat undangan Camat Kalipare",
        )  # fmt: skip
        acara_actions.invite(mad, by=pd)
    with at(MAD_1_2018, 9):
        acara_actions.start(mad, by=pd)
        _attend(mad, pd, names, villages_of(KALIPARE))
        _officials(mad, pd, names)
        _speak(mad, pd, PEMBAHASAN_2018)
        for text in KEPUTUSAN_2018:
            baris_actions.add_row(mad, "keputusan", by=pd, teks=text, cara="mufakat")
        baris_actions.add_row(
            mad, "tindak_lanjut", by=pd, kegiatan="Mengusulkan SK Camat tentang TPID",
            penanggung_jawab="Kasi PMD Kecamatan Kalipare", batas=date(2018, 9, 7),
        )  # fmt: skip
        _sign(mad, pd, names)
    with at(MAD_1_2018, 12):
        acara_actions.minute(mad, by=pd)


def _plan(by, jenis, kode, tanggal, **fields):
    fields = {"mulai": time(9, 0), "tahun": tanggal.year} | fields
    place = Wilayah.objects.get(pk=kode)
    return acara_actions.create(by=by, jenis=jenis, wilayah=place, tanggal=tanggal, **fields)


def _attend(meeting, by, names, villages):
    hadir_actions.add_people(
        meeting,
        by=by,
        people=[
            _person(names.next(jenis_kelamin), jenis_kelamin, unsur, jabatan, desa)
            for desa in villages
            for unsur, jenis_kelamin, jabatan in WAKIL
        ],
    )


def _person(nama, jenis_kelamin, unsur, jabatan, desa=None):
    return {
        "id": uuid7(),
        "nama": nama,
        "jenis_kelamin": jenis_kelamin,
        "unsur": unsur,
        "jabatan": jabatan,
        "desa": desa,
        "hadir": True,
    }


def _officials(meeting, by, names):
    """The kecamatan's own people; who opened it also leads it."""
    sekcam, kasi, ahli = names.next("L"), names.next("P"), names.next("L")
    people = [
        _person(sekcam, "L", Unsur.KECAMATAN, "Sekretaris Kecamatan"),
        _person(kasi, "P", Unsur.KECAMATAN, "Kasi PMD"),
        _person(ahli, "L", Unsur.PENDAMPING, "Tenaga Ahli P3MD"),
        _person(by.nama, "L", Unsur.PENDAMPING, "Pendamping Desa"),
    ]
    hadir_actions.add_people(meeting, by=by, people=people)
    baris_actions.add_row(
        meeting, "narasumber", by=by, nama=ahli, jabatan="Tenaga Ahli P3MD",
        materi="Program Inovasi Desa dan tugas TPID",
    )  # fmt: skip
    acara_actions.edit(meeting, by=by, pimpinan=sekcam, notulis=kasi, moderator=by.nama)


def _speak(meeting, by, texts):
    for urutan, text in texts.items():
        row = meeting.mata_acara.get(urutan=urutan)
        baris_actions.change_row(meeting, "mata_acara", row.pk, by=by, pembahasan=text)


def _sign(meeting, by, names):
    for row in meeting.penandatangan.filter(nama=""):
        name = by.nama if row.sebagai in {"Pendamping", "Saksi"} else names.next("L")
        baris_actions.change_row(meeting, "penandatangan", row.pk, by=by, nama=name)


def _mad_this_year(who, names, kecamatan, pd, admin, day, today):
    """Held and sealed in spring; in each kecamatan one village sent nobody."""
    if day >= today:
        return
    place = Wilayah.objects.get(pk=kecamatan)
    with at(day - timedelta(days=10), 10):
        mad = _plan(
            pd, JenisMusyawarah.MAD_1, kecamatan, day, lokasi=f"Pendopo Kecamatan {place}",
            selesai=time(12, 0), diundang=6 * len(villages_of(kecamatan)),
        )  # fmt: skip
        acara_actions.invite(mad, by=pd)
    with at(day, 9):
        acara_actions.start(mad, by=pd)
        _attend(mad, pd, names, villages_of(kecamatan)[:-1])
        _officials(mad, pd, names)
        for text in (
            f"Membentuk TPID Kecamatan {place} Tahun Anggaran {day.year} yang beranggotakan tujuh "
            "orang.",
            "Setiap desa mengirim wakil ke Bursa Inovasi Desa dan membawa sedikitnya satu ide.",
        ):
            baris_actions.add_row(mad, "keputusan", by=pd, teks=text, cara="mufakat")
        _sign(mad, pd, names)
    with at(day, 14):
        acara_actions.minute(mad, by=pd)
    with at(day + timedelta(days=2), 10):
        acara_actions.finalise(mad, by=admin)


def _coming(who, today):
    """A bursa that is invited, a MAD II that is planned, one put off and one called off."""
    pd, pd_pujon = who["pd"], who["pd-pujon"]
    with at(today - timedelta(days=6), 11):
        bid = _plan(
            pd, JenisMusyawarah.BID, KALIPARE, today + timedelta(days=9), tahun=today.year,
            lokasi=PENDOPO,
        )  # fmt: skip
        acara_actions.invite(bid, by=pd)
        _plan(
            pd, JenisMusyawarah.MAD_2, KALIPARE, today + timedelta(days=25), tahun=today.year,
            lokasi=PENDOPO,
        )  # fmt: skip
        rakor = _plan(pd_pujon, JenisMusyawarah.RAKOR, PUJON, today, lokasi="Aula Kecamatan Pujon")
        put_off = _plan(pd, JenisMusyawarah.MAD_KHUSUS, KALIPARE, today, lokasi=PENDOPO)
        acara_actions.postpone(put_off, by=pd, catatan="Camat ke kabupaten; diundur satu minggu.")
        off = _plan(pd, JenisMusyawarah.RAKOR, KALIPARE, today, lokasi=PENDOPO)
        acara_actions.cancel(off, by=pd, catatan="Digabung dengan MAD Khusus.")
    with at(today, 9):
        acara_actions.start(rakor, by=pd_pujon)


def _musdes(who, names, today):
    """The Musdes that account for P2KTD: one sealed, one in minutes, one planned."""
    random = Random(7)  # noqa: S311 -- no secret is drawn
    villages = villages_of(KALIPARE)
    for desa, days, sealed in ((villages[0], 30, True), (villages[1], 8, False)):
        day = today - timedelta(days=days)
        pld = who["pld"]
        with at(day - timedelta(days=7), 9):
            musdes = _plan(
                pld, JenisMusyawarah.MUSDES_P2KTD, desa.pk, day, lokasi=f"Balai Desa {desa}",
                mulai=time(19, 0), selesai=time(21, 30), diundang=30,
                pimpinan=names.next("L"), notulis=names.next("P"),
            )  # fmt: skip
            acara_actions.invite(musdes, by=pld)
        with at(day, 19):
            acara_actions.start(musdes, by=pld)
            people = [
                _person(*names.pair(), random.choice(list(Unsur)[:14]), "Warga", desa)
                for _ in range(24)
            ]
            hadir_actions.add_people(musdes, by=pld, people=people)
            baris_actions.add_row(
                musdes, "keputusan", by=pld, cara="suara", setuju=19, menolak=3, abstain=2,
                teks="Menerima hasil kerja penyedia P2KTD dengan catatan: pembukuan BUMDes "
                "didampingi satu bulan lagi.",
            )  # fmt: skip
            _sign(musdes, pld, names)
        with at(day, 22):
            acara_actions.minute(musdes, by=pld)
        if sealed:
            with at(day + timedelta(days=3), 9):
                acara_actions.finalise(musdes, by=who["admin"])
    with at(today - timedelta(days=2), 9):
        _plan(
            who["pld"], JenisMusyawarah.MUSDES_P2KTD, villages[2].pk, today + timedelta(days=5),
            tahun=today.year, lokasi=f"Balai Desa {villages[2]}", mulai=time(19, 0),
        )  # fmt: skip
