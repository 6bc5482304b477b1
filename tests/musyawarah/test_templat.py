"""What a kabupaten words for itself: no code, no unknown field, every version kept."""

import json

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from desa.choices import Peran
from desa.models import Dokumen, Jejak
from musyawarah import actions
from musyawarah.choices import JenisMusyawarah, Status
from musyawarah.data import data_of
from musyawarah.forms import TemplateForm
from musyawarah.models import TemplatNaskah
from musyawarah.models.templat import wording_of
from musyawarah.naskah import Naskah
from musyawarah.templat import BAGIAN, BAWAAN, KOLOM, POLA, faults, fill
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories.musyawarah import admin, musyawarah, url_kwargs

MAD = JenisMusyawarah.MAD_1


def typed(**fields):
    """The usual wording as a form would send it."""
    data = {name: BAWAAN[name] for name in ("nomor", "dasar", "pembuka", "penutup")}
    data |= {f"urut_{kode}": n for n, kode in enumerate(BAGIAN, start=1)}
    return data | {"catatan": "Menyesuaikan Perbup.", "semula": 0} | fields


def wording(**fields):
    form = TemplateForm(typed(**fields), isi=BAWAAN, semula=0)
    assert form.is_valid(), form.errors
    return form.cleaned_data["isi"]


def save(by=None, jenis=MAD, semula=0, **fields):
    return actions.save_template(
        by=by or admin(), wilayah=factories.wilayah(factories.KABUPATEN), jenis=jenis,
        isi=wording(**fields), catatan="Ganti.", semula=semula,
    )  # fmt: skip


def errors_of(**fields):
    return TemplateForm(typed(**fields), isi=BAWAAN, semula=0).errors


def url(page="template", **kwargs):
    return reverse(f"musyawarah:{page}", kwargs=url_kwargs(page) | kwargs)


def test_the_usual_wording_is_one_that_the_form_would_accept():
    assert wording() == BAWAAN


def test_an_unknown_field_is_refused_by_its_name():
    found = errors_of(pembuka="Pada {{ tangal }} bertempat di {{ kantor_camat }}.")["pembuka"]
    assert found == [
        "Kolom “tangal” tidak dikenal. Maksudnya “tanggal”?",
        "Kolom “kantor_camat” tidak dikenal. Pilih dari daftar kolom di halaman ini.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ judul|safe }}",
        "{{ judul.__class__.__mro__ }}",
        "{{ settings.SECRET_KEY }}",
        "{% load static %}",
        "{% include 'masuk.html' %}",
        "{% debug %}",
        "{% if hadir %}ya{% endif %}",
        "{# rahasia #}",
        "{{}}",
    ],
)
def test_nothing_that_could_run_or_load_is_taken(text):
    assert list(faults(text))
    assert "penutup" in errors_of(penutup=f"Demikian. {text}")


@given(st.text(max_size=80), st.sampled_from(sorted(KOLOM)))
def test_what_passes_can_be_filled_and_values_are_never_read_as_code(text, name):
    value = "{{ hadir }}{% debug %}" + text
    if not list(faults(text)):
        fill(text, dict.fromkeys(KOLOM, "x"))
    assert fill(f"{{{{ {name} }}}}", {name: value}) == value


def test_markup_and_addresses_are_printed_as_they_were_typed(login):
    evil = "<img src='http://169.254.169.254/x'><script>alert(1)</script>"
    made, by = musyawarah(Status.NOTULEN), admin()
    save(by, penutup=f"Demikian. {evil}", dasar=evil, judul_1=evil, teks_1=evil, urut_bebas_1=9)

    page = login(by).get(reverse("musyawarah:preview", args=[made.pk]))

    assertNotContains(page, "<img src='http")
    assertNotContains(page, "<script>alert")
    assertContains(page, "&lt;script&gt;alert(1)&lt;/script&gt;", count=4)


def test_the_opening_the_order_and_a_free_paragraph_are_its_own(login):
    made, by = musyawarah(Status.NOTULEN), admin()
    save(
        by,
        dasar="Peraturan Bupati Nomor 12 Tahun 2018.",
        pembuka="Di {{ lokasi }} berkumpul {{ hadir }} orang.",
        urut_jalannya="",
        urut_keputusan=1,
        urut_unsur=2,
        judul_1="Penegasan {{ forum }}",
        teks_1="Seluruh {{ hadir_kata }} peserta sepakat.",
        urut_bebas_1=3,
    )
    n = Naskah(data_of(made))
    headings = [(b["huruf"], b["judul"]) for b in n.bagian]
    assert headings == [
        ("A", "Keputusan/kesepakatan"),
        ("B", "Unsur yang hadir"),
        ("C", "Materi/agenda"),
        ("D", "Pimpinan dan narasumber"),
        ("E", "Penegasan Musyawarah Antar Desa I"),
        ("F", "Rencana tindak lanjut"),
    ]
    page = login(by).get(reverse("musyawarah:preview", args=[made.pk]))
    assertContains(page, "Di Pendopo Kecamatan berkumpul 2 orang.")
    assertContains(page, "Seluruh dua peserta sepakat.")
    assertContains(page, "Peraturan Bupati Nomor 12 Tahun 2018.")
    assertNotContains(page, "Jalannya musyawarah")


def test_the_number_follows_the_pattern_of_the_kabupaten():
    save(nomor="{{ jenis }}.{{ wilayah }}.{{ urut }}/{{ bulan }}/{{ tahun }}")
    first, second = (musyawarah(Status.FINAL) for _ in range(2))
    assert first.nomor == f"MAD-I.{factories.KECAMATAN}.001/VIII/2018"
    assert second.nomor == f"MAD-I.{factories.KECAMATAN}.002/VIII/2018"


@pytest.mark.parametrize("lacking", ["urut", "jenis", "wilayah", "tahun"])
def test_a_pattern_that_two_papers_would_share_is_refused(lacking):
    pola = POLA.replace(f"{{{{ {lacking} }}}}", "x")
    [sentence] = errors_of(nomor=pola)["nomor"]
    assert sentence.startswith(f"Pola nomor harus memuat {{{{ {lacking} }}}}")


def test_a_pattern_that_grows_too_long_and_a_lone_heading_are_refused():
    assert "nomor" in errors_of(nomor=POLA + "-" + "x" * 40)
    assert "judul_1" in errors_of(judul_1="Penegasan")
    assert "urut_bebas_1" in errors_of(judul_1="Penegasan", teks_1="Sepakat.")
    assert "urut_keputusan" in errors_of(urut_keputusan="")


def test_an_issued_paper_keeps_the_wording_it_was_sealed_with():
    by = admin()
    save(by, penutup="Demikian menurut {{ judul }}.")
    made = musyawarah(Status.FINAL)
    save(by, semula=1, penutup="Kalimat baru.")
    actions.reopen(made, by=by, catatan="Salah ketik.")
    actions.finalise(made, by=by)

    old, new = Dokumen.objects.filter(jenis__startswith="Berita").order_by("versi")

    assert json.loads(old.data)["templat"]["versi"] == 1
    assert Naskah.of(old).penutup == f"Demikian menurut {made.judul}."
    assert Naskah.of(new).penutup == "Kalimat baru."


def test_a_paper_sealed_before_anybody_could_word_it_is_worded_as_usual():
    data = data_of(musyawarah())
    del data["templat"]
    assert Naskah(data).penutup == BAWAAN["penutup"]


def test_only_its_own_kabupaten_and_kind_is_worded():
    save()
    assert wording_of(musyawarah())["versi"] == 1
    assert wording_of(musyawarah(jenis=JenisMusyawarah.MAD_2))["versi"] == 0
    assert wording_of(musyawarah(kode=f"{factories.KABUPATEN_LAIN}.01"))["versi"] == 0


def test_versions_are_kept_and_an_old_one_can_be_used_again(login):
    by = admin()
    save(by, penutup="Pertama.")
    save(by, semula=1, penutup="Kedua.")
    client = login(by)
    assertContains(client.get(url(), {"versi": 1}), "Pertama.")
    response = client.post(url(), typed(penutup="Pertama.", semula=2))
    assertRedirects(response, url())
    client.post(url("template_restore"))
    versions = TemplatNaskah.objects.order_by("versi").values_list("isi__penutup", flat=True)
    assert list(versions) == ["Pertama.", "Kedua.", "Pertama.", BAWAAN["penutup"]]
    assert Jejak.objects.filter(objek="musyawarah.TemplatNaskah").count() == 4


def test_two_admins_at_once_second_is_told():
    by = admin()
    save(by)
    with pytest.raises(NotAllowed, match="baru saja disimpan orang lain"):
        save(by)


def test_a_preview_shows_a_real_meeting_and_saves_nothing(login):
    made, by = musyawarah(Status.NOTULEN), admin()
    data = typed(penutup="Coba {{ hadir }}.", lihat="1", contoh=made.pk, catatan="")
    assertContains(login(by).post(url(), data), "Coba 2.")
    assert not TemplatNaskah.objects.exists()


def test_a_preview_of_somebody_elses_meeting_is_refused(login):
    other = musyawarah(Status.NOTULEN, kode=f"{factories.KABUPATEN_LAIN}.01")
    musyawarah(Status.NOTULEN)
    response = login(admin()).post(url(), typed(lihat="1", contoh=other.pk))
    assertNotContains(response, other.judul)


def test_only_an_admin_of_the_kabupaten_words(login):
    page = login(factories.user(Peran.TIK, factories.KABUPATEN)).get(url())
    assertContains(page, "Hanya Admin", status_code=403)
    with pytest.raises(NotAllowed, match="Hanya Admin"):
        save(factories.user(Peran.PD))


def test_the_list_shows_each_kind_and_its_version(login):
    save()
    page = login(admin()).get(reverse("musyawarah:templates"))
    assertContains(page, "Versi 1,")
    assertContains(page, "Bawaan", count=len(JenisMusyawarah.values) - 1)
    many = login(factories.user(Peran.ADMIN, "")).get(reverse("musyawarah:templates"))
    assertContains(many, "Kabupaten")


def test_the_page_asks_as_often_for_one_version_as_for_three(login, count_queries):
    by = admin()
    client, address = login(admin()), url()

    def grow(n):
        save(by, semula=n - 1)

    one, three = count_queries(grow, lambda: client.get(address))
    assert one == three
