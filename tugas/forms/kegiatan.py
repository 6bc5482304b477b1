"""The quick log and everything behind its fold: three fields suffice."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.html import format_html
from uuid6 import uuid7

from desa.forms.jaga import Guarded
from desa.forms.kunci import Keyed
from ppid.lib.forms import TextArea, day_input, parse_uuid
from ppid.lib.tanggal import tgl
from ppid.lib.teks import tidy
from ppid.lib.workflow import NotAllowed
from tugas.choices import PENJELASAN_TUGAS, Bidang, Jenis, Tema, Tugas
from tugas.forms.foto import PhotosField, within_limit
from tugas.models import Bukti, Kegiatan
from tugas.workflow import AUTHORS

FEW = 6  # villages that fit on a phone as large buttons
MOST_PEOPLE = 100_000
FIRST_DAY = date(2015, 1, 1)  # the first year of Dana Desa
DETAILS = [
    "tema", "jenis", "judul", "tanggal", "mulai", "selesai", "hasil", "laki", "perempuan",
    "peserta", "pihak_ditemui", "masalah", "solusi", "tindak_lanjut", "tanggal_tindak_lanjut",
]  # fmt: skip
POINT = ["lintang", "bujur", "akurasi"]
NOT_COPIED = {"tanggal", "tanggal_tindak_lanjut", *POINT}
NOT_HERE = "Anda tidak bertugas di desa ini."
FRESH = timedelta(days=7)  # for which the last entry says what the next is about


def time_input():
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def people_field(label):
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_PEOPLE)


class PointField(forms.Field):
    """A number from the phone's compass of places. It never blocks: what is no such number is as
    good as none."""

    widget = forms.HiddenInput

    def __init__(self, *, most):
        super().__init__(required=False)
        self.most = most

    def to_python(self, value):
        try:
            number = float(value)
        except (TypeError, ValueError):
            return None
        return number if abs(number) <= self.most else None


class KegiatanForm(Guarded, Keyed, forms.ModelForm):
    """Checks what was typed about an activity. `isian` is the form's own id, made before anything
    is sent: with it, five clicks make one entry, and photos find their entry."""

    desa = forms.ChoiceField(
        error_messages={"required": "Pilih desa.", "invalid_choice": NOT_HERE},
    )
    desa_lain = forms.MultipleChoiceField(
        label="Sekaligus untuk desa lain",
        help_text="Bila kegiatan yang sama meliputi beberapa desa, centang di sini.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_HERE},
    )
    tugas = forms.TypedChoiceField(
        coerce=int,
        choices=[
            (t.value, format_html("<b>{}</b> <small>{}</small>", t.label, PENJELASAN_TUGAS[t]))
            for t in Tugas
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu tugas."},
    )
    tema = forms.ChoiceField(
        choices=Tema.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Sosialisasi selesai bila PPID dan P2KTD keduanya sudah disampaikan.",
    )
    jenis = forms.ChoiceField(
        label="Jenis kegiatan", choices=[("", "Pilih jenis"), *Jenis.choices], required=False
    )
    tanggal = forms.DateField(required=False, widget=day_input(**{"data-hari-ini": True}))
    laki, perempuan = people_field("Peserta laki-laki"), people_field("Peserta perempuan")
    peserta = people_field("Jumlah peserta")
    lintang, bujur = PointField(most=90), PointField(most=180)
    akurasi = PointField(most=1_000_000)
    foto = PhotosField(
        required=False, help_text="Paling banyak 5 foto, JPG atau PNG, masing-masing 15 MB."
    )
    lepas = forms.MultipleChoiceField(required=False)

    class Meta:
        model = Kegiatan
        fields = ["tugas", "uraian", *DETAILS, *POINT]
        labels = {
            "uraian": "Apa yang dilakukan?",
            "hasil": "Hasil atau keputusan",
            "judul": "Judul singkat",
        }
        help_texts = {"judul": "Bila kosong, diambil dari kata-kata pertama uraian."}
        error_messages = {"uraian": {"required": "Tulis apa yang dilakukan, satu kalimat cukup."}}
        widgets = {
            "uraian": TextArea(attrs={"rows": 4}),
            **{
                name: TextArea(attrs={"rows": 2})
                for name in ("hasil", "masalah", "solusi", "tindak_lanjut")
            },
            "mulai": time_input(),
            "selesai": time_input(),
            "tanggal_tindak_lanjut": day_input(),
        }

    def __init__(
        self, *args, user, kegiatan=None, salinan=None, baru=False, initial=None, **kwargs
    ):
        """`baru`: whoever asks has looked, and nothing has arrived under this key."""
        self.user, self.kegiatan, self.salinan, self.baru = user, kegiatan, salinan, baru
        self.villages = {w.pk: w for w in _villages_of(user)}
        self.asked, self.kosong = initial or {}, not (args and args[0])
        super().__init__(*args, initial=self._initial(self.asked), **kwargs)
        self.draf = self.data.get("simpan") == "draf"
        self.isian = kegiatan.pk if kegiatan else parse_uuid(self.data.get("id")) or uuid7()
        self.foto_baik = []
        self._fit_villages()
        self.fields["uraian"].required = not self.draf
        self.tersimpan = list(self.photos())
        self.fields["lepas"].choices = [(str(b.pk), b.nama_asli) for b in self.tersimpan]
        for koreksi in self.points():
            self.fields[f"jawaban_{koreksi.pk}"] = _answer_field(koreksi)
        if kegiatan:
            self.guard(kegiatan, [*self._meta.fields, "desa"])

    def _initial(self, asked):
        source = self.kegiatan or self.salinan
        known = model_to_dict(source, [*self._meta.fields, "desa"]) if source else {}
        if self.kosong and not source:
            known = self._as_last(asked)
        if not self.kegiatan:
            known = {name: value for name, value in known.items() if name not in NOT_COPIED}
        first = next(iter(self.villages.values()), None)
        today = timezone.localdate(timezone=ZoneInfo(first.zona)) if first else None
        alone = {"desa": first.pk} if len(self.villages) == 1 else {}
        return {"tanggal": today} | alone | known | asked

    def _as_last(self, asked):
        """What the author wrote last proposes the next: its village, and its duty and kind while
        they are fresh and no button said what this one is about."""
        last = Kegiatan.objects.visible_to(self.user).by(self.user).order_by("-created_at").first()
        if not last or last.desa_id not in self.villages:
            return {}
        fresh = timezone.now() - last.created_at < FRESH and not set(asked) - {"desa"}
        about = {"tugas": last.tugas, "jenis": last.jenis} if fresh else {}
        return {"desa": last.desa_id} | about

    def _fit_villages(self):
        choices = [(kode, _name_of(w, self.villages)) for kode, w in self.villages.items()]
        few = len(choices) <= FEW
        self.fields["desa"].widget = forms.RadioSelect() if few else forms.Select()
        self.fields["desa"].choices = choices if few else [("", "Pilih desa"), *choices]
        self.fields["desa_lain"].choices = choices
        if self.kegiatan or len(choices) < 2:
            del self.fields["desa_lain"]

    # What the template asks for

    def photos(self):
        return Bukti.objects.of_form(self.isian, self.user)

    def points(self):
        """The points of the last return that are still open."""
        return list(self.kegiatan.open_points()) if self.kegiatan else []

    def answers(self):
        return [(koreksi, self[f"jawaban_{koreksi.pk}"]) for koreksi in self.points()]

    @property
    def kind_as_last(self):
        """The kind that the last entry proposes, said on the fold that hides its field."""
        if self.is_bound or self.kegiatan or self.salinan or "jenis" in self.asked:
            return ""
        return dict(Jenis.choices).get(self.initial.get("jenis"), "")

    @property
    def details_open(self):
        """Unfold when something behind the fold is filled in or wrong."""
        shown = {"tanggal", "tema", "lepas", "foto"}
        if self.kind_as_last:
            shown |= {"jenis"}
        filled = any(self[name].value() for name in DETAILS if name not in shown)
        return filled or any(name in self.errors for name in (*DETAILS, "desa_lain"))

    # What may be wrong

    def clean_desa(self):
        return self.villages[self.cleaned_data["desa"]]

    def clean_desa_lain(self):
        return [self.villages[kode] for kode in self.cleaned_data["desa_lain"]]

    def clean_foto(self):
        photos, sentences = self.cleaned_data["foto"]
        there = {b.sha256_asli for b in self.tersimpan}
        new = {foto.sha256_asli: foto for foto in photos if foto.sha256_asli not in there}
        leaving = set(self.data.getlist("lepas")) & {pk for pk, _ in self.fields["lepas"].choices}
        self.foto_baik, too_many = within_limit(list(new.values()), len(there) - len(leaving))
        if sentences or too_many:
            raise forms.ValidationError(sentences + too_many)
        return self.foto_baik

    def clean(self):
        data = super().clean()
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = tidy(value)
        data["tanggal"] = data.get("tanggal") or self.initial["tanggal"]
        if data.get("tugas") != Tugas.SOSIALISASI:
            data["tema"] = ""
        self._check_day(data)
        self._check_times(data)
        self._check_people(data)
        if None in (data.get("lintang"), data.get("bujur")):
            data["lintang"] = data["bujur"] = None
        if data.get("desa") and not self.draf:
            self._check_points(data)
        if not (self.kegiatan or self.baru):
            self._check_repeat(data)
        return data

    def _check_repeat(self, data):
        """Whether this page was sent before; a title that we made up was not said by anybody."""
        silent = set(POINT) | ({"judul"} if not data.get("judul") else set())
        said = [name for name in (*self._meta.fields, "desa") if name not in silent]
        self.check_key(
            Kegiatan.objects.sent(), data, said, lambda entry: self._more_than(entry, data)
        )

    def _more_than(self, entry, data):
        """Whether it names villages or brings photos that the entry does not have."""
        villages = {desa.pk for desa in data.get("desa_lain") or ()} - {entry.desa_id}
        if villages and entry.rombongan:
            there = Kegiatan.objects.visible_to(self.user).filter(rombongan=entry.rombongan)
            villages -= set(there.values_list("desa", flat=True))
        return bool(villages or self.foto_baik)

    def _check_day(self, data):
        desa = data.get("desa")
        zona = ZoneInfo(desa.zona if desa else "Asia/Jayapura")
        if data["tanggal"] > datetime.now(zona).date():
            self.add_error(
                "tanggal",
                f"Tanggal {tgl(data['tanggal'])} belum tiba. Catat kegiatan yang sudah terlaksana.",
            )
        elif data["tanggal"] < FIRST_DAY:
            self.add_error("tanggal", f"Tanggal paling awal {tgl(FIRST_DAY)}. Periksa tahunnya.")

    def _check_times(self, data):
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error(
                "selesai",
                f"Jam selesai ({selesai:%H.%M}) lebih awal daripada jam mulai ({mulai:%H.%M}).",
            )

    def _check_people(self, data):
        laki, perempuan, peserta = (data.get(n) for n in ("laki", "perempuan", "peserta"))
        if laki is None or perempuan is None:
            return
        if peserta is None:
            data["peserta"] = laki + perempuan
        elif peserta != laki + perempuan:
            self.add_error(
                "peserta",
                f"Jumlah L + P ({laki + perempuan}) tidak sama dengan total peserta ({peserta}).",
            )

    def _check_points(self, data):
        """Each point of the reviewer is mended or answered before it goes back."""
        known = {name: data[name] for name in (*self._meta.fields, "desa") if name in data}
        now = Kegiatan(**known)
        for koreksi in self.points():
            if koreksi.bidang == Bidang.FOTO:
                mended = self._photos_change(data)
            else:
                mended = now.value_of(koreksi.bidang) != koreksi.nilai_lama
            if not mended and not data.get(f"jawaban_{koreksi.pk}"):
                self.add_error(
                    f"jawaban_{koreksi.pk}",
                    f"“{koreksi.get_bidang_display()}” belum berubah. "
                    "Perbaiki isiannya, atau tulis di sini mengapa sudah benar.",
                )

    def _photos_change(self, data):
        waiting = self.photos().filter(kegiatan__isnull=True)
        return bool(self.foto_baik or data.get("lepas")) or waiting.exists()

    # What the action gets

    @property
    def isi(self):
        data = self.cleaned_data
        content = {name: data[name] for name in self._meta.fields} | {"desa": data["desa"]}
        content |= {"kirim": not self.draf, "lepas": data["lepas"]}
        if self.kegiatan:
            answers = {k.pk: data[f"jawaban_{k.pk}"] for k in self.points()}
            return content | {"jawaban": answers}
        others = data.get("desa_lain", [])
        return content | {"id": self.isian, "desa_lain": others, "salinan_dari": self.salinan}


def _villages_of(user):
    villages = user.villages_as(*AUTHORS).select_related("induk").order_by("kode")
    if not villages:
        raise NotAllowed(
            "Anda belum bertugas di desa mana pun, jadi belum dapat mencatat kegiatan. "
            "Hubungi admin kabupaten bila seharusnya sudah."
        )
    return villages


def _name_of(desa, villages):
    """With its kecamatan, where there are several."""
    several = len({w.induk_id for w in villages.values()}) > 1
    return f"{desa.nama}, {desa.induk.nama}" if several else desa.nama


def _answer_field(koreksi):
    return forms.CharField(
        label=f"Jawaban untuk “{koreksi.get_bidang_display()}”",
        help_text="Kosongkan bila isiannya sudah Anda perbaiki.",
        required=False,
        max_length=500,
        initial=koreksi.jawaban,
    )
