"""People and the roles they hold: in a place, for a period, by decree (SK)."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from lokal.phone import normalize_phone, parse_phone

from desa.choices import TINGKAT_PERAN, Jabatan, Peran, Ringkasan, Tingkat
from desa.kode import NUSANTARA, ancestors, level_of
from desa.models.bertempat import wilayah_columns
from desa.models.wilayah import Wilayah
from desa.scoping import ScopedQuerySet, any_of


class _Check:
    """`user.check("accept", kegiatan)` is ours; `Pengguna.check()` stays Django's, of the model."""

    def __get__(self, user, model):
        return super(Pengguna, model).check if user is None else user.check_step


class PenggunaQuerySet(models.QuerySet):
    def looked_after_by(self, user):
        """People who hold, or held, a role in a place where this person is Admin."""
        return self.filter(pk__in=Penugasan.objects.looked_after_by(user).values("pengguna"))

    def holding(self, kode, *tokens):
        """Who holds one of these roles ("tpid") or offices ("tpid:verifikator") over a place
        today, in it or above it; nobody twice."""
        held = Penugasan.objects.in_force().filter(wilayah__in=[kode, *ancestors(kode)])
        wanted = any_of(_as_role(token) for token in tokens)
        return self.filter(is_active=True, pk__in=held.filter(wanted).values("pengguna"))

    def search(self, text):
        """By name, name to log in with, or phone number written in any way."""
        named = Q(nama__icontains=text) | Q(username__icontains=text)
        phone = normalize_phone(text)
        return self.filter(named | Q(telepon=phone) if phone else named)


def _as_role(token):
    peran, _, jabatan = token.partition(":")
    return Q(peran=peran, jabatan=jabatan) if jabatan else Q(peran=peran)


class PenggunaManager(UserManager.from_queryset(PenggunaQuerySet)):
    use_in_migrations = False

    def get_by_natural_key(self, username):
        """A phone likes to begin with a capital: "Siti" and "siti" are one name."""
        return self.alias(persis=Upper("username")).get(persis=username.upper())


class Pengguna(AbstractUser):
    """Somebody who logs in. Holds no right by itself: rights come from Penugasan."""

    first_name = last_name = None
    nama = models.CharField(max_length=100)
    telepon = models.CharField("nomor HP", max_length=20, blank=True)  # E.164: "+6281234567890"
    harus_ganti_sandi = models.BooleanField(default=False, editable=False)  # given by an Admin
    sandi_sampai = models.DateTimeField(null=True, editable=False)  # a temporary one ends by itself
    ringkasan = models.CharField(
        "ringkasan lewat surel", max_length=10, choices=Ringkasan, default=Ringkasan.HARIAN
    )

    REQUIRED_FIELDS = ["nama"]
    objects = PenggunaManager()

    class Meta:
        verbose_name_plural = "pengguna"
        constraints = [
            models.UniqueConstraint(
                "telepon", condition=~Q(telepon=""), name="pengguna_one_per_phone"
            ),
            models.UniqueConstraint(
                Upper("username"),
                name="pengguna_one_per_username",
                violation_error_message="Nama pengguna ini sudah dipakai. Pilih yang lain.",
            ),
        ]

    def __str__(self):
        return self.nama or self.username

    def get_absolute_url(self):
        return reverse("desa:person", args=[self.pk])

    @property
    def telepon_tampil(self):
        """As people write it: 0812-3456-7890."""
        return parse_phone(self.telepon).national or self.telepon

    def get_full_name(self):
        return self.nama

    def get_short_name(self):
        return self.nama.partition(" ")[0]

    @cached_property
    def tugas(self):
        """This person's roles and places in force today, read once per request."""
        return list(self.penugasan.in_force().select_related("wilayah"))

    @property
    def sandi_lewat(self):
        """A temporary password that nobody used in time opens nothing."""
        return bool(self.sandi_sampai and self.sandi_sampai < timezone.now())

    @property
    def needs_second_factor(self):
        """Whoever can give passwords, or decides for a kabupaten, proves more than a password."""
        return settings.SECOND_FACTOR_FORCED and self.holds(Peran.ADMIN, Peran.TIK)

    def roles_over(self, place):
        """Roles held over a place, "tpid", with the office held, "tpid:verifikator". Does not
        look upward: who watches the kabupaten is not thereby the kecamatan's verifier."""
        return frozenset(token for t in self.tugas if t.reaches(place) for token in t.tokens)

    def owns(self, obj):
        return obj.created_by_id == self.pk

    def offers(self, obj):
        return obj.workflow.offers(obj, self.roles_over(obj.place), own=self.owns(obj))

    def check_step(self, name, obj):
        """The step, or NotAllowed with the sentence to show. Everybody calls it `user.check`."""
        return obj.workflow.check(name, obj, self.roles_over(obj.place), own=self.owns(obj))

    check = _Check()

    def holds(self, *peran):
        return any(t.peran in peran for t in self.tugas)

    def places_as(self, *peran):
        """Exactly the places in which one of these roles is held."""
        kodes = [t.wilayah_id for t in self.tugas if t.peran in peran]
        return Wilayah.objects.filter(kode__in=kodes)

    def villages_as(self, *peran):
        """The villages inside the places in which one of these roles is held."""
        kodes = {t.wilayah_id for t in self.tugas if t.peran in peran}
        return Wilayah.objects.villages().in_places(kodes)


class PenugasanQuerySet(ScopedQuerySet):
    def in_force(self, on=None):
        on = on or timezone.localdate()
        return self.not_ended(on).filter(mulai__lte=on)

    def not_ended(self, on=None):
        """In force, or to come."""
        on = on or timezone.localdate()
        return self.filter(Q(selesai__isnull=True) | Q(selesai__gte=on))

    def looked_after_by(self, user):
        """Roles in the places where this person is Admin, whenever they were held."""
        return self.in_places({t.wilayah_id for t in user.tugas if t.peran == Peran.ADMIN})

    def overlapping(self, mulai, selesai):
        """Held on at least one day of this period; no end means for good."""
        begun = Q(mulai__lte=selesai) if selesai else Q()
        return self.not_ended(mulai).filter(begun)


class Penugasan(models.Model):
    """A person holds a role in a place, and so in every place inside it, while the SK lasts."""

    tempat = "wilayah"
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="penugasan")
    peran = models.CharField(max_length=10, choices=Peran)
    jabatan = models.CharField(max_length=20, choices=Jabatan, blank=True)
    wilayah = models.ForeignKey(Wilayah, models.PROTECT, related_name="penugasan")
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    mulai = models.DateField()
    selesai = models.DateField("sampai dengan", null=True, blank=True)
    no_sk = models.CharField("nomor SK", max_length=100, blank=True)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "penugasan"
        ordering = ["wilayah", "peran", "pk"]
        indexes = [  # who holds more than one village: few among 80,000
            models.Index("peran", Length("wilayah_id"), name="penugasan_luas"),
            *(
                models.Index(fields=[level, "peran"], name=f"penugasan_{level}")
                for level in ("provinsi", "kabupaten", "kecamatan")
            ),
        ]
        constraints = [
            models.UniqueConstraint("pengguna", "peran", "wilayah", "mulai", name="penugasan_once"),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")),
                name="penugasan_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.get_peran_display()}, {self.wilayah}"

    @classmethod
    def kode_column(cls):
        return "wilayah_id"

    @property
    def place(self):
        return self.wilayah

    @property
    def keadaan(self):
        today = timezone.localdate()
        if self.selesai and self.selesai < today:
            return "berakhir"
        return "akan datang" if self.mulai > today else "berlaku"

    @property
    def tokens(self):
        """The role; with the office held in it; and, of the nation, that it is the nation's."""
        tokens = {str(self.peran)}
        if self.jabatan:
            tokens.add(f"{self.peran}:{self.jabatan}")
        if self.wilayah_id == NUSANTARA:
            tokens.add(f"{self.peran}:{Tingkat.NASIONAL}")
        return frozenset(tokens)

    def reaches(self, place):
        return place.is_inside(self.wilayah_id)

    @staticmethod
    def fits(peran, kode):
        """Is this the level of place in which the role is held?"""
        return level_of(kode) in TINGKAT_PERAN[peran]

    @property
    def is_over_one_village(self):
        return level_of(self.wilayah_id) == Tingkat.DESA
