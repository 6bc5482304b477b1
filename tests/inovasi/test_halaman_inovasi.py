"""Pages of ideas and innovations: lists, forms, verification, evidence, scope."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from inovasi.actions import inovasi as actions
from inovasi.actions import telaah
from inovasi.choices import StatusInovasi
from inovasi.models import Inovasi, KartuIde, Kriteria, NihilInovasi, Telaah
from tests import factories
from tests.factories import inovasi as make
from tests.tugas.test_catat import file

CREATE, IDEA = reverse("inovasi:create"), reverse("inovasi:idea_create")


def typed(**fields):
    whole = {
        "id": str(uuid7()), "desa": factories.DESA, "tahun": "2018", "judul": "Bank  sampah",
        "bidang": "infrastruktur", "sub_bidang": "sampah", "tipologi": "semua",
    }  # fmt: skip
    return {k: v for k, v in (whole | fields).items() if v is not None}


def card(**fields):
    whole = {
        "id": str(uuid7()), "desa": factories.DESA, "tahun": "2018", "tanggal": "2018-08-10",
        "judul": "Kolam lele", "bidang": "pel", "pengusul": "Slamet", "jabatan": "tokoh",
    }  # fmt: skip
    return {k: v for k, v in (whole | fields).items() if v is not None}


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


# Cards


def test_a_card_is_kept_with_its_photo(login):
    response = login(make.writer()).post(IDEA, card() | {"foto": file()})
    kartu = KartuIde.objects.get()
    assertRedirects(response, kartu.get_absolute_url())
    assert (kartu.nomor_kartu, kartu.media.count()) == (f"IDE-{factories.DESA}-2018-01", 1)


def test_a_mistake_on_a_card_does_not_cost_its_photo(login):
    client, key = login(make.writer()), str(uuid7())
    client.post(IDEA, card(id=key, judul="") | {"foto": file()})
    client.post(IDEA, card(id=key))
    assert KartuIde.objects.get().media.count() == 1


def test_five_clicks_make_one_card(login):
    client, data = login(make.writer()), card()
    for _ in range(5):
        client.post(IDEA, data)
    assert KartuIde.objects.count() == 1


def test_a_card_like_another_is_warned_of(login):
    client = login(make.writer())
    client.post(IDEA, card())
    response = client.post(IDEA, card(judul="KOLAM lele"), follow=True)
    assertContains(response, "Kartu serupa sudah ada")


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"desa": factories.DESA_LAIN}, "desa", "Anda tidak bertugas di desa ini."),
        ({"tahun": "1999"}, "tahun", "Tahun di antara 2015"),
        ({"tanggal": "2999-01-01"}, "tanggal", "Tanggal tidak boleh"),
        ({"sudah_berjalan": "on"}, "sejak_tahun", "Tulis sejak tahun berapa"),
        ({"sudah_berjalan": "on", "sejak_tahun": "2999"}, "sejak_tahun", "Tahun di antara 1970"),
        ({"hp": "nol delapan"}, "hp", "Nomor HP ini tidak dikenali."),
        ({"judul": ""}, "judul", ""),
    ],
)
def test_a_wrong_card_is_told_so(login, given, field, sentence):
    factories.wilayah(factories.DESA_LAIN)
    response = login(make.writer()).post(IDEA, card(**given))
    assert sentence in errors(response)[field][0]
    assert not KartuIde.objects.exists()


def test_a_photo_that_is_none_is_told_so(login):
    bad = file(b"bukan foto", "kartu.jpg")
    response = login(make.writer()).post(IDEA, card() | {"foto": bad})
    assert "bukan foto" in errors(response)["foto"][0]


# Innovations


def test_a_draft_is_kept_and_tidied(login):
    author = make.writer()
    response = login(author).post(CREATE, typed())
    made = Inovasi.objects.get()
    assertRedirects(response, made.get_absolute_url())
    assert (made.judul, made.status, made.created_by) == ("Bank sampah", "draf", author)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"desa": factories.DESA_LAIN}, "desa", "Anda tidak bertugas di desa ini."),
        ({"sub_bidang": "wisata"}, "sub_bidang", "bukan bagian dari bidang Infrastruktur Desa"),
        ({"biaya": "10000000000000000"}, "biaya", "lebih dari seratus miliar"),
        ({"biaya": "seribu"}, "biaya", "Tulis angka rupiah"),
        ({"biaya": "-5"}, "biaya", "tidak boleh kurang dari nol"),
        ({"sudah_berjalan": "on"}, "tahun_mulai", "Tulis sejak tahun berapa"),
        ({"penerima_l": "3", "penerima_rentan": "9"}, "penerima_rentan", "(3 orang)"),
        ({"tahun": "2999"}, "tahun", "Tahun di antara 2015"),
        ({"bidang": "seni"}, "bidang", "seni"),
        ({"ringkasan": "x" * 600}, "ringkasan", "500"),
    ],
)
def test_a_wrong_form_is_told_so(login, given, field, sentence):
    factories.wilayah(factories.DESA_LAIN)
    response = login(make.writer()).post(CREATE, typed(**given))
    assert sentence in errors(response)[field][0]
    assert not Inovasi.objects.exists()


def test_a_draft_is_seen_by_its_author_alone(login):
    made = make.inovasi()
    for who in (make.writer(), make.verifier(), make.pokja(), factories.user(Peran.ADMIN)):
        assert login(who).get(made.get_absolute_url()).status_code == 404
        assertNotContains(login(who).get(reverse("inovasi:index")), made.judul)
    assert login(made.created_by).get(made.get_absolute_url()).status_code == 200


def test_photos_follow_what_they_show(login):
    draft = make.inovasi()
    make.fill_photo(draft)
    photo = draft.media.get().get_absolute_url()
    assert login(make.verifier()).get(photo).status_code == 404
    assert login(draft.created_by).get(photo)["Content-Type"] == "image/jpeg"


def test_a_closed_step_says_why_beside_its_button(login):
    made = make.inovasi(sub_bidang="")
    response = login(made.created_by).get(made.get_absolute_url())
    assertContains(response, "Sub-bidang belum dipilih.")
    assertContains(response, "disabled")


def test_a_refused_step_is_a_page_with_a_sentence(login):
    made = make.inovasi(StatusInovasi.DIAJUKAN)
    response = login(make.writer()).get(reverse("inovasi:assess", args=[made.pk]))
    assertContains(response, "tidak berwenang", status_code=403)


def test_evidence_is_added_with_a_photo(login):
    made = make.inovasi()
    response = login(made.created_by).post(
        reverse("inovasi:prove", args=[made.pk]),
        {"kriteria": "replikasi", "teks": "Panduan", "foto": file()},
    )
    assertRedirects(response, made.get_absolute_url())
    bukti = made.bukti.get(kriteria="replikasi")
    assert (bukti.teks, bukti.media.inovasi) == ("Panduan", made)


def test_evidence_says_something(login):
    made = make.inovasi()
    url = reverse("inovasi:prove", args=[made.pk])
    response = login(made.created_by).post(url, {"kriteria": "replikasi"})
    assert errors(response) == {"teks": ["Tulis buktinya, atau sertakan foto."]}


# Verification


def scores(**fields):
    given = {f"skor_{b['kode']}": "2" for b in Kriteria().butir}
    whole = {"rekomendasi": "layak", "cara": "dokumen", "tanggal": "2018-09-01", "alasan": ""}
    return given | whole | fields


def test_a_verdict_moves_it(login):
    made = make.inovasi(StatusInovasi.DIAJUKAN)
    url = reverse("inovasi:assess", args=[made.pk])
    response = login(make.verifier()).post(url, scores())
    assertRedirects(response, made.get_absolute_url())
    made.refresh_from_db()
    assert (made.status, made.penilaian.get().total) == ("diverifikasi_tpid", 20)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"skor_aman": ""}, "__all__", "Belum dinilai: Tidak merusak."),
        ({"skor_kebaruan": "0"}, "rekomendasi", "“Kebaruan” bernilai 0."),
        ({"rekomendasi": "tidak"}, "alasan", "Tulis alasannya"),
        ({"rekomendasi": "perbaiki"}, "alasan", "Tulis apa yang perlu diperbaiki"),
        ({"tanggal": "2999-01-01"}, "tanggal", "Tanggal tidak boleh"),
        ({"skor_aman": "7"}, "skor_aman", "7"),
    ],
)
def test_a_wrong_verdict_is_told_so(login, given, field, sentence):
    made = make.inovasi(StatusInovasi.DIAJUKAN)
    url = reverse("inovasi:assess", args=[made.pk])
    response = login(make.verifier()).post(url, scores(**given))
    assert sentence in errors(response)[field][0]
    assert not made.penilaian.exists()


def test_points_on_fields_come_back_to_the_author(login):
    made = make.inovasi(StatusInovasi.DIAJUKAN)
    url = reverse("inovasi:assess", args=[made.pk])
    login(make.verifier()).post(
        url, {"rekomendasi": "perbaiki", "cara": "dokumen", "tanggal": "2018-09-01",
              "titik_hasil": "Tulis angkanya."}
    )  # fmt: skip
    edit = login(made.created_by).get(reverse("inovasi:edit", args=[made.pk]))
    assertContains(edit, "Tulis angkanya.")
    assertContains(edit, "Jawaban untuk “Hasil terukur”")


def test_waiting_for_me_is_what_i_may_move(login):
    theirs = make.inovasi(StatusInovasi.DIAJUKAN)
    make.inovasi(StatusInovasi.DIVERIFIKASI_TPID)
    page = login(make.verifier()).get(reverse("inovasi:index"), {"giliran": "saya"})
    assert [i.pk for i in page.context["halaman"]] == [theirs.pk]


# Alike


def test_alike_stand_side_by_side(login):
    one = make.inovasi(StatusInovasi.DIAJUKAN, judul="Bank sampah dusun Krajan")
    other = make.inovasi(StatusInovasi.DIAJUKAN, judul="Bank Sampah Krajan")
    far = make.inovasi(StatusInovasi.DIAJUKAN, judul="Embung desa")
    page = login(make.verifier()).get(one.get_absolute_url())
    assert [t.inovasi for t in page.context["kembar"]] == [other]
    assertNotContains(page, far.judul)


def test_merging_from_the_page(login):
    one = make.inovasi(StatusInovasi.DIAJUKAN, judul="Bank sampah dusun Krajan")
    other = make.inovasi(StatusInovasi.DIAJUKAN, judul="Bank Sampah Krajan")
    url = reverse("inovasi:merge", args=[other.pk])
    response = login(make.verifier()).post(url, {"induk": str(one.pk), "catatan": "Sama."})
    assertRedirects(response, one.get_absolute_url())
    assert Inovasi.objects.get(pk=other.pk).digabung_ke == one


# Criteria, desk study, nothing found


def butir(*rows, **form):
    data = {"butir-TOTAL_FORMS": len(rows), "butir-INITIAL_FORMS": "0"} | form
    for n, row in enumerate(rows):
        data |= {f"butir-{n}-{name}": value for name, value in row.items()}
    return data


def test_a_kabupaten_has_its_own_criteria(login):
    url = reverse("inovasi:criteria_edit", args=[factories.wilayah(factories.KABUPATEN).pk])
    rows = [
        {"nama": "Kebaruan", "pertanyaan": "Baru?", "kode": "kebaruan", "wajib": "on"},
        {"nama": "Murah", "pertanyaan": "Terjangkau?"},
    ]
    login(factories.user(Peran.ADMIN)).post(url, butir(*rows, tahun="2018", ambang="3"))

    own = Kriteria.objects.in_force(factories.KABUPATEN, 2018)
    assert [b["kode"] for b in own.butir] == ["kebaruan", "murah"]
    assert (own.versi, own.ambang) == (1, 3)
    assert Kriteria.objects.in_force(factories.KABUPATEN, 2017).versi == 0
    assert Kriteria.objects.in_force("33.06", 2018).versi == 0


def test_what_was_judged_by_an_old_version_stays_so():
    made = make.inovasi(StatusInovasi.DIVERIFIKASI_TPID)
    from_then = made.penilaian.get().butir
    assert len(from_then) == 10


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "Tulis sedikitnya satu kriteria."),
        (
            [{"nama": "Murah", "pertanyaan": "A?"}, {"nama": "murah", "pertanyaan": "B?"}],
            "Dua kriteria bernama sama.",
        ),
    ],
)
def test_wrong_criteria_are_told_so(login, rows, sentence):
    url = reverse("inovasi:criteria_edit", args=[factories.wilayah(factories.KABUPATEN).pk])
    admin = login(factories.user(Peran.ADMIN))
    assertContains(admin.post(url, butir(*rows, tahun="2018", ambang="3")), sentence)
    assert not Kriteria.objects.exists()


def test_a_desk_study_names_who_was_asked(login):
    author = make.writer()
    url = reverse("inovasi:desk_study", args=[factories.DESA, 2018])
    rows = {
        "catatan": "Pos sampah mengecil.", "informan-TOTAL_FORMS": "2",
        "informan-INITIAL_FORMS": "0", "informan-0-nama": "Warsito", "informan-0-unsur": "tokoh",
        "informan-0-metode": "wawancara", "informan-1-metode": "wawancara",
    }  # fmt: skip
    login(author).post(url, rows)
    telaah_ = Telaah.objects.get()
    assert [i.nama for i in telaah_.informan.all()] == ["Warsito"]
    assert login(make.verifier()).get(url).status_code == 200


def test_nothing_found_from_the_page(login):
    data = {"desa": factories.DESA, "tahun": "2018", "alasan": "Sudah ditelaah."}
    response = login(make.writer()).post(reverse("inovasi:nil_create"), data)
    nihil = NihilInovasi.objects.get()
    assertRedirects(response, nihil.get_absolute_url())
    url = reverse("inovasi:nil_step", args=[nihil.pk, "verify_tpid"])
    login(make.verifier()).post(url, {"catatan": ""})
    nihil.refresh_from_db()
    assert nihil.status == "diverifikasi_tpid"


# Lists


def grown(kind):
    return {
        "inovasi:index": lambda n: make.inovasi(StatusInovasi.DIAJUKAN),
        "inovasi:ideas": lambda n: make.kartu(),
        "inovasi:menu": lambda n: make.menu(),
    }[kind]


@pytest.mark.parametrize("page", ["inovasi:index", "inovasi:ideas", "inovasi:menu"])
def test_queries_do_not_grow_with_the_rows(login, count_queries, page):
    client = login(factories.user(Peran.PEMANTAU))
    few, many = count_queries(grown(page), lambda: client.get(reverse(page)))
    assert few == many <= 15


def test_queries_of_one_innovation_do_not_grow_with_what_hangs_on_it(login, count_queries):
    made = make.inovasi()
    client = login(made.created_by)

    def grow(n):
        actions.prove(made, by=made.created_by, kriteria="aman", teks=f"Bukti {n}")

    few, many = count_queries(grow, lambda: client.get(made.get_absolute_url()))
    assert few == many <= 20


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
@pytest.mark.parametrize("page", ["inovasi:export", "inovasi:idea_export"])
def test_exports_answer(login, page, bentuk):
    make.inovasi(StatusInovasi.DIAJUKAN, judul="=HYPERLINK(1)")
    make.kartu(judul="=HYPERLINK(1)")
    response = login(make.verifier()).get(reverse(page), {"bentuk": bentuk})
    content = response.getvalue() if bentuk == "csv" else response.content
    assert response.status_code == 200
    assert b"\r\n=HYPERLINK" not in content
    assert b";=HYPERLINK" not in content


def test_lists_follow_their_filters(login):
    mine = make.inovasi(StatusInovasi.DIAJUKAN, bidang="pel", sub_bidang="wisata")
    make.inovasi(StatusInovasi.DITOLAK)
    client = login(make.verifier())
    for asked in ({"bidang": "pel"}, {"status": "diajukan"}, {"cari": mine.judul}):
        page = client.get(reverse("inovasi:index"), asked)
        assert [i.pk for i in page.context["halaman"]] == [mine.pk]


def test_nothing_found_is_refused_twice_with_a_page(login):
    made = make.nihil()
    telaah.verify_tpid(made, by=make.verifier())
    data = {"desa": factories.DESA, "tahun": str(made.tahun), "alasan": "Sekali lagi."}
    response = login(make.writer()).post(reverse("inovasi:nil_create"), data)
    assertContains(response, "sudah dicatat", status_code=403)
