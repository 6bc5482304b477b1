"""What may be typed, and what is said when it may not."""

from datetime import date

import pytest
from uuid6 import uuid7

from desa.choices import Peran
from musyawarah.choices import Cara, JenisMusyawarah, Unsur
from musyawarah.forms import PARTS, ROW_FORMS, PasteForm, PersonForm, PlanForm, plannable
from musyawarah.forms.acara import BANYAK
from musyawarah.jenis import SEMUA
from tests import factories
from tests.factories.musyawarah import musyawarah, person

FACTS = {
    "judul": "MAD I",
    "tahun": "2018",
    "tanggal": "2018-08-27",
    "mulai": "09:00",
    "selesai": "11:30",
    "lokasi": "Pendopo",
    "diundang": "54",
}


def main(**changed):
    return PARTS["pokok"](FACTS | changed, instance=musyawarah())


def test_the_facts_are_clean():
    assert main().is_valid()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"selesai": "08:00"}, "selesai", "Jam selesai harus sesudah jam mulai."),
        ({"selesai": "09:00"}, "selesai", "Jam selesai harus sesudah jam mulai."),
        ({"mulai": ""}, "mulai", "Isi juga jam mulainya."),
        ({"tanggal": "2017-12-31"}, "tanggal", "Tanggal ini di luar Tahun Anggaran 2018"),
        ({"tanggal": "2019-04-01"}, "tanggal", "Tanggal ini di luar Tahun Anggaran 2018"),
        ({"judul": "x" * 201}, "judul", "200"),
        ({"diundang": "0"}, "diundang", "1"),
        ({"tahun": "99999"}, "tahun", "2100"),
        ({"tanggal": "besok"}, "tanggal", ""),
    ],
)
def test_bad_facts_have_their_sentence(changed, field, sentence):
    form = main(**changed)
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]


def test_the_accountability_of_a_year_may_be_held_early_in_the_next():
    assert main(tanggal="2019-01-24").is_valid()


def row(daftar, made=None, **data):
    return ROW_FORMS[daftar](data, musyawarah=made or musyawarah())


def test_a_decision_needs_its_text():
    form = row("keputusan", teks="  ", cara=Cara.MUFAKAT)
    assert form.errors["teks"] == ["Tuliskan isi keputusannya."]


def test_votes_may_not_exceed_those_present():
    made = musyawarah()
    person(made)
    form = row("keputusan", made, teks="A", cara=Cara.SUARA, setuju=1, menolak=1)
    assert form.errors["setuju"] == ["Jumlah suara 2, padahal yang hadir 1 orang."]


def test_a_vote_without_counts_is_refused_and_consensus_keeps_none():
    assert row("keputusan", teks="A", cara=Cara.SUARA).errors["setuju"] == ["Isi jumlah suaranya."]
    form = row("keputusan", teks="A", cara=Cara.MUFAKAT, setuju=5)
    assert form.is_valid()
    assert form.cleaned_data["setuju"] is None


def test_a_follow_up_is_not_due_before_the_meeting():
    form = row("tindak_lanjut", kegiatan="A", penanggung_jawab="B", batas="2018-08-01")
    assert form.errors["batas"] == ["Batas waktu mendahului tanggal musyawarah."]


PERSON = {"nama": "Ni", "jenis_kelamin": "P", "unsur": Unsur.BPD, "hadir": "on"}


def test_a_name_may_have_two_letters_an_apostrophe_or_sixty_characters():
    for nama in ("Ni", "Nur'aini", "N" * 60):
        form = PersonForm(PERSON | {"nama": nama, "id": uuid7()}, musyawarah=musyawarah())
        assert form.is_valid(), form.errors


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"nama": "   "}, "nama"),
        ({"nama": "N" * 101}, "nama"),
        ({"jenis_kelamin": "X"}, "jenis_kelamin"),
        ({"unsur": "raja"}, "unsur"),
        ({"desa": factories.DESA_LAIN}, "desa"),
        ({"id": "bukan"}, "id"),
    ],
)
def test_a_person_is_complained_about(changed, field):
    factories.wilayah(factories.DESA_LAIN)
    form = PersonForm(PERSON | {"id": uuid7()} | changed, musyawarah=musyawarah())
    assert list(form.errors) == [field]


def paste(teks, **data):
    data = {"kunci": uuid7(), "unsur": Unsur.LPM, "teks": teks} | data
    return PasteForm(data, musyawarah=musyawarah())


def test_pasted_lines_become_people():
    form = paste("Siti Aminah; P; Ketua PKK\n\nNg;l\nMa'ruf\tLaki-laki\tLPM\n")
    assert form.is_valid(), form.errors
    people = form.cleaned_data["people"]
    assert [(p["nama"], p["jenis_kelamin"], p["jabatan"]) for p in people] == [
        ("Siti Aminah", "P", "Ketua PKK"),
        ("Ng", "L", ""),
        ("Ma'ruf", "L", "LPM"),
    ]


def test_the_same_paste_makes_the_same_keys():
    kunci = uuid7()
    once, again = paste("A; L\nB; P", kunci=kunci), paste("A; L\nB; P", kunci=kunci)
    assert once.is_valid()
    assert again.is_valid()
    assert [p["id"] for p in once.cleaned_data["people"]] == [
        p["id"] for p in again.cleaned_data["people"]
    ]


def test_each_bad_line_is_named():
    form = paste(f"Siti\n; L\n{'N' * 101}; P\nBudi; L")
    assert form.errors["teks"] == [
        "Baris 1 (Siti): tulis L atau P sesudah nama, dipisah titik koma.",
        "Baris 2 (; L): namanya kosong.",
        f"Baris 3 ({'N' * 40}): namanya lebih dari 100 huruf.",
    ]
    assert "Paling banyak 300 baris" in str(paste("A; L\n" * 301).errors)


def plan(user, jenis, wilayah, **data):
    data = {"tahun": 2018, "tanggal": date(2018, 8, 27), "wilayah": wilayah} | data
    return PlanForm(data, user=user, ragam=SEMUA[jenis])


def test_places_are_narrowed_to_where_one_writes():
    factories.wilayah(factories.DESA_LAIN)
    pld = factories.user(Peran.PLD)
    assert plan(pld, JenisMusyawarah.MUSDES_RKPDES, factories.DESA).is_valid()
    refused = plan(pld, JenisMusyawarah.MUSDES_RKPDES, factories.DESA_LAIN)
    assert refused.errors["wilayah"] == ["Anda tidak bertugas di tempat ini."]


def test_many_places_are_typed_by_code_or_name():
    for n in range(BANYAK + 2):
        factories.wilayah(f"33.05.12.2{n:03}", f"Sumber {n}")
    admin = factories.user(Peran.ADMIN)

    by_code = plan(admin, JenisMusyawarah.MUSDES_RKPDES, "33.05.12.2005")
    assert by_code.is_valid(), by_code.errors
    assert by_code.cleaned_data["wilayah"].kode == "33.05.12.2005"
    several = plan(admin, JenisMusyawarah.MUSDES_RKPDES, "sumber")
    assert "Ada beberapa yang cocok" in several.errors["wilayah"][0]
    none = plan(admin, JenisMusyawarah.MUSDES_RKPDES, "35.07.11.2001")
    assert none.errors["wilayah"] == ["Tidak ada tempat itu di wilayah Anda."]


@pytest.mark.parametrize(
    ("peran", "how_many"),
    [(Peran.PLD, 4), (Peran.PD, 10), (Peran.TPID, 10), (Peran.ADMIN, 10), (Peran.TIK, 0)],
)
def test_kinds_follow_the_level_of_the_role(peran, how_many):
    assert len(plannable(factories.user(peran))) == how_many
