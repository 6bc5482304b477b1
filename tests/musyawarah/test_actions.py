"""What each verb writes, and what it leaves alone."""

import json

import pytest
from uuid6 import uuid7

from desa.choices import Peran
from desa.models import Dokumen, Jejak, Sebutan
from musyawarah import actions
from musyawarah.choices import JenisMusyawarah, Status
from musyawarah.models import Kehadiran, Musyawarah
from musyawarah.naskah import Naskah
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories.musyawarah import admin, decision, musyawarah, person


def test_create_lays_out_the_agenda_of_batangan_and_the_signatories():
    made = musyawarah()

    assert [m.judul for m in made.mata_acara.all()] == [
        "Pembukaan",
        "Sambutan Camat",
        "Sosialisasi Program Inovasi Desa",
        "Pembentukan TPID",
        "Pembentukan panitia Bursa Inovasi Desa",
        "Penyepakatan",
        "Tanya jawab",
        "Lain-lain",
        "Penutup",
    ]
    assert [(p.sebagai, p.nama, p.jabatan) for p in made.penandatangan.all()] == [
        ("Pimpinan musyawarah", "Sutrisno Hadi", ""),
        ("Notulis", "Wahyuni", ""),
        ("Wakil peserta", "", "Wakil Desa"),
        ("Pendamping", "", "Pendamping Desa"),
        ("Mengetahui", "", f"Camat Wilayah {factories.KECAMATAN}"),
    ]


def test_create_speaks_as_the_kabupaten_does():
    Sebutan.objects.create(
        kabupaten=factories.wilayah(factories.KABUPATEN), bpd="Tuha Peut", kepala_desa="Keuchik"
    )
    made = musyawarah(jenis=JenisMusyawarah.MUSDES_P2KTD)

    assert made.penyelenggara == f"Tuha Peut Wilayah {factories.DESA}"
    assert made.penandatangan.last().jabatan == f"Keuchik Wilayah {factories.DESA}"


def test_a_kind_is_not_held_where_it_does_not_belong():
    with pytest.raises(NotAllowed, match="MAD I tidak diselenggarakan di"):
        musyawarah(kode=factories.DESA)
    with pytest.raises(NotAllowed, match="Musdes Sosialisasi tidak diselenggarakan di"):
        musyawarah(jenis=JenisMusyawarah.MUSDES_SOSIALISASI, kode="33.05.12.1001")
    assert not Musyawarah.objects.exists()


def test_a_pld_plans_a_musdes_of_the_own_village_and_no_mad():
    pld = factories.user(Peran.PLD)
    assert musyawarah(jenis=JenisMusyawarah.MUSDES_SOSIALISASI, by=pld).status == Status.RENCANA
    with pytest.raises(NotAllowed, match="tidak berwenang merencanakan MAD I"):
        musyawarah(by=pld)


def test_edit_leaves_alone_what_it_was_not_told():
    made, by = musyawarah(), admin()
    seen_earlier = Musyawarah.objects.get(pk=made.pk)

    actions.edit(made, by=by, lokasi="Aula")
    actions.edit(seen_earlier, by=by, moderator="Bambang")

    made.refresh_from_db()
    assert (made.lokasi, made.moderator) == ("Aula", "Bambang")


def test_who_leads_also_signs_until_somebody_else_is_named():
    made = musyawarah()
    actions.edit(made, by=admin(), pimpinan="Rahmat", notulis="Wahyuni")
    assert made.penandatangan.first().nama == "Rahmat"

    row = made.penandatangan.first()
    actions.change_row(made, "penandatangan", row.pk, by=admin(), nama="Sekretaris Camat")
    actions.edit(made, by=admin(), pimpinan="Sutrisno")
    assert made.penandatangan.first().nama == "Sekretaris Camat"


def test_the_same_entry_sent_five_times_is_one_row_and_one_line():
    made, key = musyawarah(), uuid7()
    lines = Jejak.objects.count()

    rows = {person(made, id=key, nama="Siti Aminah").pk for _ in range(5)}

    assert (rows, made.kehadiran.count(), Jejak.objects.count()) == ({key}, 1, lines + 1)


def test_a_key_of_another_meeting_is_refused():
    key = person(musyawarah()).pk
    with pytest.raises(NotAllowed, match="musyawarah lain"):
        person(musyawarah(), id=key)


def test_row_numbers_are_given_once():
    made = musyawarah()
    first, _, _ = person(made), person(made), person(made)
    actions.remove_person(made, first.pk, by=admin())

    assert person(made).nomor == 4
    assert [k.nomor for k in made.kehadiran.all()] == [2, 3, 4]


def test_two_people_change_two_rows_and_both_stay():
    made, by = musyawarah(), admin()
    a, b = decision(made, teks="A"), decision(made, teks="B")

    actions.change_row(made, "keputusan", a.pk, by=by, teks="A baru")
    actions.change_row(made, "keputusan", b.pk, by=by, teks="B baru")

    assert [k.teks for k in made.keputusan.all()] == ["A baru", "B baru"]
    assert Jejak.objects.first().nilai == {f"keputusan {b.pk} teks": ["B", "B baru"]}


def test_a_row_that_somebody_removed_is_said_to_be_gone():
    made, by = musyawarah(), admin()
    row, who = decision(made), person(made)
    actions.remove_row(made, "keputusan", row.pk, by=by)
    actions.remove_person(made, who.pk, by=by)

    for act in (
        lambda: actions.change_row(made, "keputusan", row.pk, by=by, teks="x"),
        lambda: actions.change_person(made, who.pk, by=by, nama="x"),
    ):
        with pytest.raises(NotAllowed, match="dihapus orang lain"):
            act()


def test_finalise_numbers_seals_and_locks():
    made = musyawarah(Status.FINAL)

    dokumen = Dokumen.objects.get()
    assert made.nomor == f"001/BA/MAD-I/{factories.KECAMATAN}/VIII/2018"
    assert (dokumen.nomor, dokumen.versi, dokumen.jenis) == (made.nomor, 1, "Berita Acara MAD I")
    assert len(dokumen.kode) == 10
    data = json.loads(dokumen.data)
    assert [k["nama"] for k in data["kehadiran"]] == ["Siti Aminah", "Sutrisno Hadi"]
    with pytest.raises(NotAllowed, match="status Final"):
        person(made)
    assert Kehadiran.objects.count() == 2


def test_numbers_count_by_kind_place_and_year():
    assert musyawarah(Status.FINAL).nomor.startswith("001/")
    assert musyawarah(Status.FINAL).nomor.startswith("002/")
    assert musyawarah(Status.FINAL, JenisMusyawarah.MAD_2).nomor.startswith("001/BA/MAD-II/")
    assert musyawarah(Status.FINAL, kode=factories.KECAMATAN_LAIN).nomor.startswith("001/")


def test_reopening_makes_a_second_version_with_the_same_number():
    made, by = musyawarah(Status.FINAL), admin()
    with pytest.raises(NotAllowed, match="Catatan wajib diisi"):
        actions.reopen(made, by=by, catatan=" ")

    actions.reopen(made, by=by, catatan="Nama keliru.")
    person(made, by=by, nama="Tambahan")
    actions.finalise(made, by=by)

    one, two = Dokumen.objects.order_by("versi")
    assert (one.versi, two.versi) == (1, 2)
    assert one.nomor == two.nomor
    assert one.kode != two.kode
    assert "Tambahan" in two.data
    assert "Tambahan" not in one.data
    assert Naskah.of(one).menggantikan == ""
    assert Naskah.of(two).menggantikan == "Menggantikan versi 1 karena: Nama keliru."
