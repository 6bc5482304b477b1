"""Whose turn it is: one list of work for one person, made of the same steps as the buttons. Each
says what, why, in which role, until when, and leads to the form where it is done."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran, Tingkat
from desa.models import Penugasan, Tim, Wilayah
from inovasi.choices import StatusInovasi
from inovasi.models import Inovasi
from musyawarah.choices import Status as StatusMusyawarah
from musyawarah.models import Musyawarah
from ppid.lib.tanggal import tgl
from tugas.actions.kabar import LAMA
from tugas.actions.laporan import reporting_role, rule_of
from tugas.bulan import Periode
from tugas.choices import Status, StatusLaporan
from tugas.jalan import urgency
from tugas.keadaan import Keadaan
from tugas.models import Kegiatan, LaporanBulanan
from tugas.workflow import REPORTERS, SUPERVISORS

FIELD = (Peran.PLD, Peran.PD, Peran.TPID)
BANYAK = 6  # turns on the front page
SHOWN = 5  # rows of one kind
TERBACA = 100  # open meetings read at once, those whose turn it is before all others
TUTUP = [StatusMusyawarah.FINAL, StatusMusyawarah.BATAL]


@dataclass(frozen=True)
class Giliran:
    """One thing to do now."""

    teks: str
    alasan: str
    tautan: str
    siapa: str  # the role in which it is this person's
    tempat: str = ""
    batas: date | None = None
    tombol: str = "Kerjakan"
    terlambat: bool = False
    dulu: bool = False  # before all else

    @property
    def peran(self):
        return Peran(self.siapa).label

    @property
    def urgency(self):
        return not self.dulu, not self.terlambat, self.batas or date.max


def turns_of(user, desa, own, forum, antre=None):
    """The most pressing first. `desa` are the person's own villages with their stones, `own` their
    unfinished entries, `forum` the open meetings, `antre` the entry that has waited longest for
    their review."""
    today = timezone.localdate()
    found = [*_returned(own), *_stones(user, desa), *_forums(user, forum, today)]
    if antre:
        found.append(_queue(user, antre, today))
    if reporting_role(user):
        found += month_turns(user, today)
    if user.holds(*SUPERVISORS):
        found += _reports(user, today)
    if user.holds(Peran.TIK):
        found += _innovations(user)
    if user.holds(Peran.ADMIN):
        found += _people(user, today)
    return sorted(found, key=lambda turn: turn.urgency)[:BANYAK]


def _role_in(user, *peran):
    """The first of these roles that the person holds."""
    return next(str(p) for p in peran if user.holds(p))


def unfinished(user):
    """The person's own entries that came back, then the drafts, the newest first."""
    rows = Kegiatan.objects.visible_to(user).by(user)
    rows = rows.filter(status__in=[Status.DIKEMBALIKAN, Status.DRAF])
    return rows.for_row().order_by("status", "-updated_at")


def _returned(rows):
    """What came back: before all else, for it does not count until it is mended."""
    back = [k for k in rows if k.status == Status.DIKEMBALIKAN]
    for k in sorted(back, key=lambda k: k.updated_at)[:SHOWN]:
        yield Giliran(
            f"Perbaiki “{k}”.",
            f"Peninjau mengembalikan catatan {tgl(k.tanggal)}. Belum dihitung sampai dikirim lagi.",
            reverse("tugas:edit", args=[k.pk]),
            k.peran,
            str(k.desa),
            tombol="Perbaiki",
            dulu=True,
        )


def _stones(user, desa):
    """Of each village the one most pressing step that is this person's to take."""
    queue = reverse("tugas:queue")
    for d in desa:
        roles = user.roles_over(d.wilayah)
        mine = [b for b in d.batu if b.langkah and b.siapa in roles and b.tautan != queue]
        for b in sorted(mine, key=urgency)[:1]:
            yield Giliran(
                b.langkah,
                f"Tugas {b.nomor}, {b.nama}: {b.kalimat}",
                b.tautan,
                b.siapa,
                str(d.wilayah),
                b.batas,
                terlambat=b.keadaan == Keadaan.TERLAMBAT,
            )


KATA_FORUM = {
    StatusMusyawarah.RENCANA: ("Undang peserta", "Undang"),
    StatusMusyawarah.DIUNDANG: ("Siapkan dan catat kehadiran", "Buka"),
    StatusMusyawarah.BERLANGSUNG: ("Selesaikan catatan", "Lanjutkan"),
    StatusMusyawarah.NOTULEN: ("Finalkan notulen", "Periksa notulen"),
    StatusMusyawarah.DITUNDA: ("Jadwalkan lagi", "Buka"),
}


def open_forums(user, today):
    """Meetings that are not closed, first those whose next step is this person's (`giliran`), the
    oldest before the others: what a kecamatan has open is read once, for the turns and for the list
    below them. A turn is by its date, or a held one to be sealed. Who works in no field only
    seals."""
    mine = KATA_FORUM if user.holds(*FIELD) else [StatusMusyawarah.NOTULEN]
    recent = Q(tanggal__gte=today - timedelta(days=365)) | Q(status=StatusMusyawarah.NOTULEN)
    rows = Musyawarah.objects.visible_to(user).exclude(status__in=TUTUP)
    turn = rows.turn_of(user) & recent & Q(status__in=mine)
    return rows.annotate(giliran=turn).for_row().order_by("-giliran", "tanggal", "pk")


def _forums(user, known, today):
    """Meetings by their date; held ones by the seventh working day after it."""
    rows = [m for m in known if m.giliran]
    for m in rows[:SHOWN]:
        kata, tombol = KATA_FORUM[m.status]
        held = m.tanggal < today
        batas = m.batas_laporan if held and m.batas_laporan else m.tanggal
        alasan = f"{m.get_status_display()}, {tgl(m.tanggal)}."
        if held:
            alasan += " Notulen selesai dalam tujuh hari kerja."
        yield Giliran(
            f"{kata} {m.get_jenis_display()}.",
            alasan,
            m.get_absolute_url(),
            min(t.peran for t in user.tugas if t.reaches(m.wilayah)),
            str(m.wilayah),
            batas,
            tombol,
            terlambat=batas < today,
        )


def _queue(user, antre, today):
    since = timezone.localdate(antre.terkirim_at)
    batas = since + timedelta(days=LAMA)
    return Giliran(
        "Tinjau catatan yang terkirim.",
        f"Yang paling lama menunggu sejak {tgl(since)}.",
        reverse("tugas:queue"),
        _role_in(user, Peran.PD, Peran.TPID),
        batas=batas,
        tombol="Tinjau",
        terlambat=batas < today,
    )


def month_turns(user, today):
    """Last month's report, until it is handed in; of a month without an entry only while there is
    time, and only from who was already at work then."""
    periode = Periode.of(today).previous
    peran = reporting_role(user)
    mine = LaporanBulanan.objects.filter(created_by=user, peran=peran).of_month(periode)
    status = mine.values_list("status", flat=True).first()
    if status not in {None, StatusLaporan.TERBUKA, StatusLaporan.DIKEMBALIKAN}:
        return
    batas = periode.deadline(rule_of(user, periode).hari_batas)
    if status is None and not _has_entries(user, periode):
        if today <= batas and _served(user, periode):
            yield _silent(periode, peran, batas)
        return
    again = status == StatusLaporan.DIKEMBALIKAN
    yield Giliran(
        f"Ajukan laporan {periode}{' lagi' if again else ''}.",
        "Penyelia mengembalikannya." if again else "Disusun sendiri dari catatan Anda.",
        f"{reverse('tugas:month')}?bulan={periode.kunci}",
        peran,
        batas=batas,
        tombol="Buka laporan",
        terlambat=batas < today,
    )


def _silent(periode, peran, batas):
    return Giliran(
        f"Catat kegiatan {periode}, atau terangkan mengapa kosong.",
        "Belum ada catatan Anda pada bulan itu, jadi laporannya belum dapat diajukan.",
        f"{reverse('tugas:month')}?bulan={periode.kunci}",
        peran,
        batas=batas,
        tombol="Buka bulan",
    )


def _served(user, periode):
    return any(t.peran in REPORTERS and t.mulai <= periode.akhir for t in user.tugas)


def _has_entries(user, periode):
    span = (periode.awal, periode.akhir)
    return Kegiatan.objects.by(user).sent().filter(tanggal__range=span).exists()


def _reports(user, today):
    rows = LaporanBulanan.objects.visible_to(user).waiting_for(user)
    rows = rows.filter(status=StatusLaporan.DIAJUKAN).exclude(created_by=user)
    first = rows.select_related("created_by", "wilayah").order_by("diajukan_at").first()
    if first:
        since = timezone.localdate(first.diajukan_at)
        yield Giliran(
            f"Periksa {first}.",
            f"Diajukan {tgl(since)}; honornya menunggu rekomendasi Anda.",
            first.get_absolute_url(),
            _role_in(user, *SUPERVISORS),
            str(first.wilayah),
            since + timedelta(days=LAMA),
            "Periksa",
            terlambat=since + timedelta(days=LAMA) < today,
        )


def _innovations(user):
    rows = Inovasi.objects.visible_to(user).waiting_for(user)
    rows = rows.filter(status__in=[StatusInovasi.DIVERIFIKASI_TPID, StatusInovasi.DIKEMAS])
    for i in rows.select_related("desa").order_by("updated_at", "pk")[:SHOWN]:
        packed = i.status == StatusInovasi.DIKEMAS
        yield Giliran(
            f"{'Validasi dokumen' if packed else 'Verifikasi'} “{i}”.",
            f"{i.get_status_display()} sejak {tgl(timezone.localdate(i.updated_at))}.",
            i.get_absolute_url(),
            str(Peran.TIK),
            str(i.desa),
            tombol="Buka",
        )


def _people(user, today):
    """Villages that nobody accompanies and kecamatan without a team cannot move at all."""
    places = [w for w in user.places_as(Peran.ADMIN) if w.tingkat == Tingkat.KABUPATEN]
    if not places:
        return
    kodes = [w.pk for w in places]
    served = Penugasan.objects.in_force().filter(peran=Peran.PLD).in_places(kodes)
    villages = Wilayah.objects.villages().in_places(kodes)
    lacking = villages.exclude(pk__in=served.values("wilayah")).count()
    if lacking:
        yield Giliran(
            f"Tugaskan PLD di {lacking} desa.",
            "Tanpa PLD tidak ada yang mencatat di desa itu.",
            f"{reverse('desa:person_create')}?peran={Peran.PLD}",
            str(Peran.ADMIN),
            ", ".join(w.nama for w in places),
            tombol="Daftarkan PLD",
        )
    teams = Tim.objects.in_places(kodes).filter(tahun=today.year).values("wilayah")
    kecamatan = Wilayah.objects.in_places(kodes).filter(tingkat=Tingkat.KECAMATAN)
    kecamatan = kecamatan.filter(jumlah_desa__gt=0).exclude(pk__in=teams).order_by("pk")
    first = kecamatan.first()
    if first:
        yield Giliran(
            f"Catat TPID {first} tahun {today.year}.",
            "TPID dipilih dalam MAD pertama dan ditetapkan Camat; tanpa itu tidak ada tim.",
            f"{reverse('desa:team_create')}?jenis=tpid&tahun={today.year}&wilayah={first.pk}",
            str(Peran.ADMIN),
            str(first),
            tombol="Catat tim",
        )
