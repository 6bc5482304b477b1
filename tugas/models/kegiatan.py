"""One entry of the activity log: the row from which every report grows."""

from uuid import uuid5

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from uuid6 import uuid7

from desa.choices import Peran, Tingkat
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from ppid.lib.tanggal import hari_tgl
from tugas.choices import Bidang, Jenis, Status, Tema, Tugas
from tugas.workflow import WORKFLOW_KEGIATAN

UNSENT = [Status.DRAF, Status.DIBUANG]
LIMIT_URAIAN = 4000
# What one line of a list shows, and what decides whose turn it is.
BARIS = (
    "judul", "tugas", "tanggal", "status", "peran", "terkirim_at", "updated_at",
    "desa__nama", "desa__induk__nama", "created_by__nama", "created_by__username",
)  # fmt: skip


class KegiatanQuerySet(ScopedQuerySet):
    def without_drafts_of_others(self, user):
        return super().without_drafts_of_others(user).exclude(status=Status.DIBUANG)

    def for_list(self):
        return self.select_related("desa__induk", "created_by")

    def for_row(self):
        """No more of each than a line of a list shows: a third of the columns, half the time."""
        return self.for_list().only(*BARIS)

    def by(self, user):
        return self.filter(created_by=user)

    def sent(self):
        return self.exclude(status__in=UNSENT)

    def thrown_by(self, user):
        """What somebody threw away themselves: nobody else, and no page, sees it any more."""
        return self.filter(created_by=user, status=Status.DIBUANG)

    def arrived(self):
        """What has its receipt, also where its author took it back at once."""
        return self.filter(resi__isnull=False)

    def for_review(self, user):
        """What this person is to judge, the longest waiting first."""
        waiting = self.waiting_for(user).filter(status=Status.TERKIRIM)
        return waiting.order_by("terkirim_at", "pk")

    def after(self, kegiatan):
        """What follows in the order of for_review."""
        sent = kegiatan.terkirim_at
        later = Q(terkirim_at__gt=sent) | Q(terkirim_at=sent, pk__gt=kegiatan.pk)
        return self.filter(later)

    def outside_group_of(self, kegiatan):
        """Others than this entry and its sisters in the villages visited together."""
        others = self.exclude(pk=kegiatan.pk)
        if kegiatan.rombongan:
            others = others.exclude(rombongan=kegiatan.rombongan)
        return others


class Kegiatan(Bertempat):
    """What a companion did in a village. The key is made by the form, so that what a phone sends
    five times is one row and one receipt."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField("tahun anggaran", editable=False)
    tanggal = models.DateField()
    mulai = models.TimeField("jam mulai", null=True, blank=True)
    selesai = models.TimeField("jam selesai", null=True, blank=True)
    tugas = models.PositiveSmallIntegerField(choices=Tugas)
    tema = models.CharField(max_length=10, choices=Tema, blank=True)
    jenis = models.CharField("jenis kegiatan", max_length=20, choices=Jenis, blank=True)
    judul = models.CharField(max_length=150, blank=True)
    uraian = models.TextField(max_length=LIMIT_URAIAN, blank=True)
    hasil = models.TextField(max_length=2000, blank=True)
    laki = models.PositiveIntegerField("laki-laki", null=True, blank=True)
    perempuan = models.PositiveIntegerField(null=True, blank=True)
    peserta = models.PositiveIntegerField("jumlah peserta", null=True, blank=True)
    pihak_ditemui = models.CharField("pihak yang ditemui", max_length=300, blank=True)
    masalah = models.TextField(max_length=2000, blank=True)
    solusi = models.TextField(max_length=2000, blank=True)
    tindak_lanjut = models.TextField("tindak lanjut", max_length=2000, blank=True)
    tanggal_tindak_lanjut = models.DateField("tanggal tindak lanjut", null=True, blank=True)
    lintang = models.FloatField(null=True, blank=True)
    bujur = models.FloatField(null=True, blank=True)
    akurasi = models.FloatField("akurasi (meter)", null=True, blank=True)

    status = models.CharField(max_length=12, choices=Status, default=Status.DRAF, editable=False)
    peran = models.CharField(max_length=10, choices=Peran, editable=False)  # in which it was logged
    rombongan = models.UUIDField(null=True, editable=False)  # shared by villages visited together
    salinan_dari = models.ForeignKey("self", models.PROTECT, null=True, editable=False)
    resi = models.CharField(max_length=9, null=True, unique=True, editable=False)  # "7K3M-Q9TZ"
    sidik = models.CharField(max_length=64, blank=True, editable=False)  # SHA-256 of what was sent
    terkirim_at = models.DateTimeField(null=True, editable=False)
    diterima_at = models.DateTimeField(null=True, editable=False)
    peninjau = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    putaran = models.PositiveSmallIntegerField(default=0, editable=False)  # times it was returned
    tanda = models.JSONField(default=list, editable=False)  # flags, see tugas/tanda.py

    workflow = WORKFLOW_KEGIATAN
    draft = Status.DRAF
    objects = KegiatanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kegiatan"
        indexes = [
            *(
                models.Index(fields=[level, "-tanggal", "-id"], name=f"kegiatan_{level}")
                for level in ("provinsi", "kabupaten", "kecamatan", "desa", "created_by")
            ),
            models.Index(fields=["-tanggal", "-id"], name="kegiatan_newest_first"),
            models.Index(
                fields=["kecamatan", "status", "terkirim_at", "id"], name="kegiatan_queue"
            ),
            models.Index(
                fields=["provinsi", "kabupaten", "kecamatan", "terkirim_at"],
                name="kegiatan_waiting",
                condition=Q(status=Status.TERKIRIM),
            ),
            models.Index(fields=["desa", "tahun", "tugas", "status"], name="kegiatan_facts"),
            models.Index(
                fields=["rombongan"],
                name="kegiatan_rombongan",
                condition=Q(rombongan__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="kegiatan_status_known"
            ),
            models.CheckConstraint(condition=Q(tugas__range=(1, 7)), name="kegiatan_seven_duties"),
            models.CheckConstraint(
                condition=Q(tema__in=["", *Tema.values]), name="kegiatan_tema_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNSENT)
                | Q(resi__isnull=False, terkirim_at__isnull=False, sidik__gt=""),
                name="kegiatan_sent_has_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DITERIMA)
                | Q(diterima_at__isnull=False, peninjau__isnull=False),
                name="kegiatan_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(laki__isnull=True)
                | Q(perempuan__isnull=True)
                | Q(peserta=F("laki") + F("perempuan")),
                name="kegiatan_l_and_p_make_total",
            ),
            models.CheckConstraint(
                condition=Q(lintang__isnull=True, bujur__isnull=True)
                | Q(lintang__range=(-90, 90), bujur__range=(-180, 180)),
                name="kegiatan_point_is_whole",
            ),
        ]

    def __str__(self):
        return self.judul or f"{self.get_tugas_display()}, {self.desa}"

    def get_absolute_url(self):
        return reverse("tugas:detail", args=[self.pk])

    @property
    def is_sent(self):
        return self.status not in UNSENT

    @property
    def is_open(self):
        """May the author still change it?"""
        return self.status in (Status.DRAF, Status.DIKEMBALIKAN)

    def open_points(self):
        """Points of reviewers that are neither mended nor answered."""
        return self.koreksi.filter(selesai_at__isnull=True)

    def validate_constraints(self, exclude=None):
        """The form has said each in a sentence by its field, and the table holds them all; asking
        for them before every insert costs four queries."""

    def photos(self):
        return [b for b in self.bukti.all() if not b.dilepas_at]

    def key_for(self, desa):
        """The key of its sister in another village: the same again when the form is sent again."""
        return uuid5(self.pk, desa.kode)

    def value_of(self, bidang):
        """What stands in a field, as people read it; "" for nothing."""
        return str(READ.get(bidang, lambda k: getattr(k, bidang))(self))


def _time(kegiatan):
    return "–".join(f"{t:%H.%M}" for t in (kegiatan.mulai, kegiatan.selesai) if t is not None)


def _people(kegiatan):
    parts = {"L": kegiatan.laki, "P": kegiatan.perempuan, "jumlah": kegiatan.peserta}
    return ", ".join(f"{word} {n}" for word, n in parts.items() if n is not None)


def _follow_up(kegiatan):
    when = kegiatan.tanggal_tindak_lanjut
    return (
        f"{kegiatan.tindak_lanjut} ({hari_tgl(when)})".strip() if when else kegiatan.tindak_lanjut
    )


def _photos(kegiatan):
    names = [f"{b.nama_asli} #{b.sha256[:4]}" for b in kegiatan.photos()]
    return f"{len(names)} foto: {', '.join(names)}" if names else ""


READ = {
    Bidang.TANGGAL: lambda k: hari_tgl(k.tanggal),
    Bidang.TUGAS: lambda k: k.get_tugas_display(),
    Bidang.TEMA: lambda k: k.get_tema_display(),
    Bidang.JENIS: lambda k: k.get_jenis_display(),
    Bidang.WAKTU: _time,
    Bidang.PESERTA: _people,
    Bidang.TINDAK_LANJUT: _follow_up,
    Bidang.FOTO: _photos,
}
