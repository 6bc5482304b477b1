"""Lines of village plans, one or from a spreadsheet; windows; reports on execution."""

from django import forms
from django.utils import timezone
from uuid6 import uuid7

from desa.forms.kunci import Keyed
from inovasi.choices import DokumenDesa, Progres, SumberDana
from inovasi.forms.isian import PaperField, RupiahField
from inovasi.ketentuan import amount_fault
from inovasi.lembar import Unreadable, read_lines
from inovasi.models import ButirPerencanaan, Realisasi
from inovasi.workflow import FIELD
from ppid.lib.forms import TextArea, day_input, parse_uuid
from ppid.lib.foto import read_photo
from ppid.lib.workflow import NotAllowed

MOST_PHOTOS = 6
MOST_BYTES = 5 * 1024 * 1024


def my_villages(user):
    found = list(user.villages_as(*FIELD).select_related("induk").order_by("kode"))
    if not found:
        raise NotAllowed("Baris perencanaan dicatat oleh PLD, PD, atau TPID di wilayahnya.")
    return found


class KertasForm(forms.Form):
    """Which document of which village: the heading over one line or over several."""

    desa = forms.ChoiceField(error_messages={"invalid_choice": "Anda tidak bertugas di desa ini."})
    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2015, max_value=2100)
    dokumen = forms.ChoiceField(choices=DokumenDesa.choices, initial=DokumenDesa.APBDES)
    nomor = forms.CharField(label="Nomor peraturan", max_length=100, required=False)
    tanggal = forms.DateField(label="Tanggal peraturan", required=False, widget=day_input())
    pindaian = PaperField(
        label="Pindaian halaman dokumen",
        required=False,
        help_text="PDF atau foto halamannya, paling besar 8 MB.",
    )
    komitmen = None  # for which a line is written, where there is one

    def clean_desa(self):
        return self.villages[self.cleaned_data["desa"]]

    def clean(self):
        data = super().clean()
        day, tahun = data.get("tanggal"), data.get("tahun")
        if day and tahun and not tahun - 7 <= day.year <= tahun + 1:
            self.add_error("tanggal", f"Tanggal {day.year} tidak cocok dengan anggaran {tahun}.")
        if self.komitmen and tahun and tahun < self.komitmen.tahun:
            self.add_error(
                "tahun",
                f"Dokumen {tahun} lebih awal daripada kartu komitmen ({self.komitmen.tahun}).",
            )
        return data


class ButirForm(Keyed, KertasForm):
    kode_kegiatan = forms.CharField(label="Kode kegiatan", max_length=30, required=False)
    uraian = forms.CharField(label="Uraian kegiatan", max_length=300)
    anggaran = RupiahField()
    sumber = forms.ChoiceField(label="Sumber dana", choices=SumberDana.choices, initial="dd")

    def __init__(self, *args, user, butir=None, komitmen=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.butir, self.komitmen = user, butir, komitmen
        self.isian = parse_uuid(self.data.get("id")) or uuid7()
        self.order_fields([n for n in self.fields if n != "pindaian"])
        source = butir or komitmen
        self.villages = {w.pk: w for w in ([source.desa] if source else my_villages(user))}
        self.fields["desa"].choices = [(w.pk, w.nama) for w in self.villages.values()]
        self.fields["tahun"].initial = timezone.localdate().year + 1
        if butir:
            names = [n for n in self.fields if n != "pindaian"]
            self.initial = {n: getattr(butir, n) for n in names} | {"desa": butir.desa_id}
        elif komitmen:
            self.initial = {
                "desa": komitmen.desa_id,
                "tahun": komitmen.tahun_anggaran,
                "uraian": komitmen.nama_kegiatan,
                "anggaran": komitmen.perkiraan_biaya,
                "sumber": komitmen.sumber,
            } | self.initial
        else:
            self.initial = self._as_last(user) | self.initial

    def _as_last(self, user):
        """Lines are copied from one document: what it is called need not be typed for each."""
        last = ButirPerencanaan.objects.visible_to(user).filter(created_by=user)
        names = ("desa", "tahun", "dokumen", "nomor", "tanggal")
        heading = last.order_by("-created_at").values(*names).first()
        return heading if heading and heading["desa"] in self.villages else {}

    def clean_anggaran(self):
        amount = self.cleaned_data["anggaran"]
        if sentence := amount_fault(amount, "Anggaran"):
            raise forms.ValidationError(sentence)
        return amount

    def clean(self):
        data = super().clean()
        if not self.butir:
            said = [n for n in self.fields if n != "pindaian"]
            self.check_key(
                ButirPerencanaan.objects,
                data,
                said,
                lambda line: data.get("pindaian") and not line.pindaian,
            )
        return data

    @property
    def isi(self):
        data = {n: v for n, v in self.cleaned_data.items() if n in self.fields}
        return data if self.butir else data | {"id": self.isian, "komitmen": self.komitmen}


class BerkasForm(forms.Form):
    """A spreadsheet of lines: read first, entered only when its verdicts have been seen."""

    berkas = forms.FileField(
        label="Berkas XLSX atau CSV",
        help_text="Baris pertama berisi judul kolom: desa, tahun, dokumen, nomor, tanggal, kode "
        "kegiatan, uraian, anggaran, sumber.",
    )
    tahun = forms.IntegerField(
        label="Tahun anggaran, bila tidak ada kolomnya", min_value=2015, max_value=2100
    )
    dokumen = forms.ChoiceField(
        label="Dokumen, bila tidak ada kolomnya",
        choices=DokumenDesa.choices,
        initial=DokumenDesa.APBDES,
    )

    def __init__(self, *args, villages, **kwargs):
        super().__init__(*args, **kwargs)
        self.villages = villages
        self.fields["tahun"].initial = timezone.localdate().year + 1

    def clean_berkas(self):
        berkas = self.cleaned_data["berkas"]
        if berkas.size > MOST_BYTES:
            raise forms.ValidationError("Berkas paling besar 5 MB.")
        return berkas

    def clean(self):
        """Reads it too: `rows` holds a verdict for each of its rows."""
        data = super().clean()
        if not self.errors:
            usual = {"tahun": data["tahun"], "dokumen": data["dokumen"]}
            try:
                self.rows = read_lines(data["berkas"], self.villages, **usual)
            except Unreadable as lack:
                self.add_error("berkas", str(lack))
        return data


class JendelaForm(forms.Form):
    tahun = forms.IntegerField(label="Untuk tahun anggaran", min_value=2018, max_value=2100)
    dokumen = forms.ChoiceField(choices=[c for c in DokumenDesa.choices if c[0] != "rpjmdes"])
    mulai = forms.DateField(label="Dibuka", widget=day_input())
    selesai = forms.DateField(label="Ditutup", widget=day_input())

    def clean(self):
        data = super().clean()
        if data.get("mulai") and data.get("selesai") and data["selesai"] < data["mulai"]:
            self.add_error("selesai", "Tanggal tutup lebih awal daripada tanggal buka.")
        return data


class ManyPhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    widget = ManyPhotosInput(attrs={"accept": "image/*", "multiple": True, "data-foto": True})

    def clean(self, data, initial=None):
        files = data or []
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(f"Paling banyak {MOST_PHOTOS} foto.")
        return [read_photo(file) for file in files]


def _other_photos(report, photos):
    there = set(report.foto.values_list("sha256_asli", flat=True))
    return not {foto.sha256_asli for foto in photos or ()} <= there


class RealisasiForm(Keyed, forms.Form):
    """How far, how much, and at the end what others can learn."""

    tanggal = forms.DateField(widget=day_input())
    persen = forms.TypedChoiceField(label="Kemajuan", coerce=int, choices=Progres.choices)
    realisasi = RupiahField(label="Dana terpakai sampai sekarang")
    uraian = forms.CharField(
        label="Keadaan di lapangan", max_length=2000, widget=TextArea(attrs={"rows": 3})
    )
    foto = PhotosField(required=False, help_text=f"Paling banyak {MOST_PHOTOS} foto.")
    hasil = forms.CharField(
        label="Hasil dibandingkan dengan janji", required=False, max_length=2000,
        widget=TextArea(attrs={"rows": 3}),
        help_text="Wajib pada laporan 100%.",
    )  # fmt: skip
    pelajaran = forms.CharField(
        label="Pelajaran bagi desa lain", required=False, max_length=2000,
        widget=TextArea(attrs={"rows": 3}),
    )  # fmt: skip
    ubah_biaya = forms.CharField(label="Yang berubah: biaya", required=False, max_length=300)
    ubah_bahan = forms.CharField(label="Yang berubah: bahan", required=False, max_length=300)
    ubah_pengelola = forms.CharField(
        label="Yang berubah: pengelola", required=False, max_length=300
    )
    boleh_tampil = forms.BooleanField(
        label="Desa setuju hasil dan pelajarannya tampil di menu publik", required=False
    )
    catatan = forms.CharField(
        label="Alasan mendahului APBDes", required=False, max_length=500,
        widget=TextArea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args, user, komitmen, early=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.komitmen = user, komitmen
        self.isian = parse_uuid(self.data.get("id")) or uuid7()
        self.fields["tanggal"].initial = timezone.localdate()
        self.fields["realisasi"].initial = komitmen.direalisasi
        if early:
            self.fields["catatan"].required = True
        else:
            del self.fields["catatan"]

    def clean_realisasi(self):
        amount = self.cleaned_data["realisasi"] or 0
        if amount < self.komitmen.direalisasi:
            raise forms.ValidationError(
                "Dana terpakai tidak dapat berkurang dari laporan sebelumnya."
            )
        if amount and (sentence := amount_fault(amount, "Dana terpakai")):
            raise forms.ValidationError(sentence)
        return amount

    def clean(self):
        data = super().clean()
        if data.get("persen") == Progres.PENUH and not data.get("hasil"):
            self.add_error("hasil", "Tulis hasilnya dibandingkan dengan janji.")
        if data.get("persen") is not None and data["persen"] < self.komitmen.persen:
            self.add_error("persen", f"Kemajuan tidak dapat turun dari {self.komitmen.persen}%.")
        if data.get("tanggal") and data["tanggal"] > timezone.localdate():
            self.add_error("tanggal", "Tanggal belum tiba.")
        said = [n for n in self.fields if n not in {"foto", "catatan"}]
        self.check_key(
            Realisasi.objects, data, said, lambda report: _other_photos(report, data.get("foto"))
        )
        return data

    @property
    def isi(self):
        data = {n: v for n, v in self.cleaned_data.items() if n in self.fields}
        return data | {"id": self.isian}
