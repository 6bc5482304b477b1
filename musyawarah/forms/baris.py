"""One row of the minutes."""

from django import forms
from django.db.models import Q

from desa.choices import JenisKelamin
from desa.forms.jaga import GuardedForm
from desa.kode import ancestors
from desa.models import Pengguna, Penugasan
from musyawarah.actions.putusan import BERCATATAN, MAD, MUSDES_P2KTD, offered
from musyawarah.choices import Cara, HasilTindakLanjut, JenisMusyawarah
from musyawarah.forms.acara import TANGGAL
from musyawarah.forms.hadir import villages_of
from musyawarah.models import (
    HasilPemilihan,
    JawabanTindakLanjut,
    Keputusan,
    MataAcara,
    Narasumber,
    Penandatangan,
    Tanya,
    TindakLanjut,
)
from musyawarah.models.isi import OBJEK
from ppid.lib.teks import tidy


class RowForm(GuardedForm):
    """`musyawarah` is the meeting the row belongs to, `user` who writes it."""

    daftar = ""

    def __init__(self, *args, musyawarah, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.musyawarah, self.user = musyawarah, user
        self.awalan = f"{self.daftar} {self.instance.pk} "
        if "urutan" in self.fields:
            self.fields["urutan"].required = False
            self.fields["urutan"].help_text = "Kosongkan untuk menaruhnya paling akhir."

    @property
    def trail_owner(self):
        return self.musyawarah

    def clean_urutan(self):
        return self.cleaned_data["urutan"] or self.instance.urutan


class AgendaForm(RowForm):
    class Meta:
        model = MataAcara
        fields = ["judul", "pembahasan", "urutan"]
        widgets = {"pembahasan": forms.Textarea(attrs={"rows": 10})}
        help_texts = {"pembahasan": "Pokok pembahasan. Tanya jawab dicatat tersendiri."}


class SpeakerForm(RowForm):
    class Meta:
        model = Narasumber
        fields = ["nama", "jabatan", "materi"]


class QuestionForm(RowForm):
    class Meta:
        model = Tanya
        fields = ["mata_acara", "penanya", "asal", "pertanyaan", "jawaban"]
        widgets = {
            "pertanyaan": forms.Textarea(attrs={"rows": 3}),
            "jawaban": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"asal": "Desa atau unsur yang diwakili."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mata_acara"].queryset = self.musyawarah.mata_acara.all()
        self.fields["mata_acara"].empty_label = "Tidak pada satu mata acara"


class ElectedForm(RowForm):
    class Meta:
        model = HasilPemilihan
        fields = ["nama", "jenis_kelamin", "desa", "jabatan", "suara"]
        widgets = {"jenis_kelamin": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jenis_kelamin"].choices = JenisKelamin.choices
        self.fields["desa"].queryset = villages_of(self.musyawarah)
        self.fields["desa"].empty_label = "Bukan dari satu desa"

    def clean_nama(self):
        return tidy(self.cleaned_data["nama"])

    def clean_suara(self):
        suara, hadir = self.cleaned_data["suara"], self.musyawarah.rekap.hadir
        if suara and hadir and suara > hadir:
            raise forms.ValidationError(f"Jumlah suara {suara}, padahal yang hadir {hadir} orang.")
        return suara


class DecisionForm(RowForm):
    field_order = ("teks", "cara", "setuju", "menolak", "abstain", "perihal", "catatan", "alokasi")
    perihal = forms.ChoiceField(
        label="Menyangkut",
        required=False,
        help_text="Langkah ini diambil saat berita acara difinalkan: putusan forum oleh Admin yang "
        "memfinalkan, selain itu atas nama Anda.",
    )

    class Meta:
        model = Keputusan
        fields = [
            "teks", "cara", "setuju", "menolak", "abstain", "catatan", "alokasi", "urutan",
        ]  # fmt: skip
        widgets = {
            "teks": forms.Textarea(attrs={"rows": 5}),
            "cara": forms.RadioSelect,
            "catatan": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {"teks": {"required": "Tuliskan isi keputusannya."}}
        help_texts = {
            "setuju": "Jumlah suara, hanya bila diputuskan dengan suara terbanyak.",
            "catatan": "Satu butir per baris. Setiap butir menjadi tindak lanjut yang harus "
            "ditutup sebelum pekerjaan dibayar.",
            "alokasi": "Kosongkan bila sama dengan perkiraan biayanya.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cara"].choices = Cara.choices
        for name, jenis in (("catatan", MUSDES_P2KTD), ("alokasi", MAD)):
            if self.musyawarah.jenis not in jenis or self.instance.dijalankan_at:
                del self.fields[name]
        self._offer()
        if not self.instance.pk:
            self.initial.setdefault("cara", Cara.MUFAKAT)

    def _offer(self):
        """What sealing this decision may move; nothing to choose once it has moved."""
        keputusan = self.instance
        if keputusan.dijalankan_at or not self.user:
            del self.fields["perihal"]
            return
        choices = {"": "Tidak ada di aplikasi ini"}
        if self.musyawarah.jenis in {JenisMusyawarah.MAD_1, JenisMusyawarah.MAD_KHUSUS}:
            choices["tpid"] = "Susunan TPID: membuat tim dari hasil pemilihan"
        for akibat, obj in offered(self.musyawarah, self.user):
            choices[f"{akibat.field} {akibat.step} {obj.pk}"] = f"{akibat.label}: {obj.desa}, {obj}"
        if keputusan.pk and keputusan.menggerakkan:
            self.initial["perihal"] = _key(keputusan)
            choices.setdefault(_key(keputusan), keputusan.perihal)
        self.fields["perihal"].choices = list(choices.items())

    def _concerns(self, key):
        """The columns that say what it moves; as it was, it stays with whoever tied it."""
        if self.instance.pk and key == _key(self.instance):
            return {}
        parts = key.split()
        field, step, pk = parts if len(parts) == 3 else ("", "", None)
        return {f"{name}_id": pk if field == name else None for name in OBJEK} | {
            "tpid": key == "tpid",
            "langkah": step,
            "penaut": self.user if key else None,
        }

    def clean(self):
        data = super().clean()
        if "perihal" in data:
            key = data.pop("perihal")
            self._check_notes(key, data)
            data |= self._concerns(key)
        votes = ("setuju", "menolak", "abstain")
        if data.get("cara") == Cara.MUFAKAT:
            return data | dict.fromkeys(votes)
        if data.get("cara") == Cara.SUARA and not self.errors:
            data |= {name: data[name] or 0 for name in votes}
            self._check_votes(sum(data[name] for name in votes))
        return data

    def _check_notes(self, key, data):
        asked = any(f" {step} " in key for step in BERCATATAN)
        if asked and not data.get("catatan", "").strip():
            self.add_error("catatan", "Tulis catatannya, satu butir per baris.")

    def _check_votes(self, suara):
        hadir = self.musyawarah.rekap.hadir
        if not suara:
            self.add_error("setuju", "Isi jumlah suaranya.")
        elif hadir and suara > hadir:
            self.add_error("setuju", f"Jumlah suara {suara}, padahal yang hadir {hadir} orang.")


def _key(keputusan):
    """How the form names what a decision moves."""
    if keputusan.tpid:
        return "tpid"
    if not keputusan.langkah:
        return ""
    return f"{keputusan.bidang_objek} {keputusan.langkah} {keputusan.objek.pk}"


def people_of(kode):
    """Who serves in this place, in one below it or in one above it."""
    held = Penugasan.objects.in_force()
    there = held.filter(Q(wilayah__in=ancestors(kode)) | Q(wilayah__kode__startswith=kode))
    people = Pengguna.objects.filter(is_active=True, pk__in=there.values("pengguna"))
    return people.order_by("nama", "pk")


class FollowUpForm(RowForm):
    class Meta:
        model = TindakLanjut
        fields = ["kegiatan", "penanggung_jawab", "pemilik", "batas"]
        widgets = {"batas": TANGGAL}
        labels = {"pemilik": "Akun yang mengerjakan"}
        help_texts = {"pemilik": "Bila dipilih, ia diberi tahu begitu berita acara final."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pemilik"].queryset = people_of(self.musyawarah.wilayah_id)
        self.fields["pemilik"].empty_label = "Tidak ada di aplikasi ini"

    def clean_batas(self):
        batas = self.cleaned_data["batas"]
        if batas and batas < self.musyawarah.tanggal:
            raise forms.ValidationError("Batas waktu mendahului tanggal musyawarah.")
        return batas


class SignatoryForm(RowForm):
    class Meta:
        model = Penandatangan
        fields = ["sebagai", "nama", "jabatan", "urutan"]
        help_texts = {"sebagai": "Misalnya Pimpinan musyawarah, Wakil peserta, Mengetahui."}


class AnswerForm(forms.ModelForm):
    """What became of something that an earlier meeting left to do."""

    class Meta:
        model = JawabanTindakLanjut
        fields = ["hasil", "keterangan"]
        widgets = {"hasil": forms.RadioSelect, "keterangan": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hasil"].choices = HasilTindakLanjut.choices

    def clean(self):
        data = super().clean()
        dropped = data.get("hasil") == HasilTindakLanjut.DIBATALKAN
        if dropped and not data.get("keterangan", "").strip():
            self.add_error("keterangan", "Tulis alasan pembatalannya.")
        return data


ROW_FORMS = {
    "mata_acara": AgendaForm,
    "narasumber": SpeakerForm,
    "tanya": QuestionForm,
    "keputusan": DecisionForm,
    "pemilihan": ElectedForm,
    "tindak_lanjut": FollowUpForm,
    "penandatangan": SignatoryForm,
}
for _daftar, _form in ROW_FORMS.items():
    _form.daftar = _daftar
