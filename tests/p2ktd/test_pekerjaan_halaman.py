"""The whole way through the pages, the refusals as sentences, lists that do not grow queries."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains
from uuid6 import uuid7

from desa.choices import Peran
from desa.models import ProfilDesa
from desa.trail import trail_of
from inovasi.choices import StatusKomitmen
from musyawarah.choices import JenisMusyawarah
from musyawarah.choices import Status as StatusMusyawarah
from p2ktd.actions import kebutuhan as kebutuhan_actions
from p2ktd.actions import laporan, pekerjaan
from p2ktd.choices import Putusan, StatusDana, StatusKebutuhan, StatusPekerjaan, StatusPenyedia
from p2ktd.models import Kebutuhan, Pekerjaan, Pembayaran
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import dana as make_dana
from tests.factories import komitmen as make_komitmen
from tests.factories import musyawarah as make_musyawarah
from tests.factories import pekerjaan as make

K, P, D = StatusKebutuhan, StatusPekerjaan, StatusDana


def post(client, name, args, data=None):
    """A form sent; the page after it, or what the form complained about."""
    response = client.post(reverse(f"p2ktd:{name}", args=args), data or {})
    assert response.status_code == 302, response.context and response.context["form"].errors
    return response


def musdes(tanggal=make.HARI + timedelta(days=20)):
    return make_musyawarah.musyawarah(
        StatusMusyawarah.FINAL, JenisMusyawarah.MUSDES_P2KTD, tanggal=tanggal
    )


def form_of_need(**fields):
    data = make.need_fields(desa=factories.wilayah().pk, tahun=2018, sumber="dok", **fields)
    return {k: v for k, v in data.items() if v is not None}


def test_from_a_need_to_the_receipt(client):
    """A village asks, the MAD decides, a provider works, the Musdes accepts with a note, the
    note is closed, the treasurer pays, the book balances."""
    dana, k, b = make.fund(D.BERJALAN), make.ketua(), make.bendahara()
    need = asked_for(client, factories.user(Peran.PLD))
    client.force_login(k)
    pk = contracted(client, need)
    delivered(client, pk, factories.user(Peran.PLD))
    client.force_login(k)
    post(client, "work_step", [pk, "submit"])
    file = Pekerjaan.objects.get(pk=pk)
    post(client, "work_handover", [pk], make.bast_fields() | make.ticks(file))
    client.force_login(make.admin())
    sealed = musdes().dokumen.get()
    post(client, "work_account", [pk],
         {"musdes": sealed.pk, "putusan": "diterima_dengan_catatan",
          "catatan": "Tambah contoh."})  # fmt: skip
    paid_after_the_note(client, pk, b)
    client.force_login(k)
    post(client, "work_rate", [pk],
         {"mutu": 5, "waktu": 4, "manfaat": 5, "suara_l": 3, "suara_p": 5})  # fmt: skip
    post(client, "work_step", [pk, "close"])

    made = Pekerjaan.objects.get()
    assert (made.status, made.dibayar, made.musdes_nomor) == (P.SELESAI, 5_000_000, sealed.nomor)
    assert made.kebutuhan.status == K.SELESAI
    assert Pembayaran.objects.count() == 1
    assert dana.kas.balance() == dana.pagu - 5_000_000 + 125_000
    assert [d.jenis for d in made.dokumen] == ["BAST P2KTD", "SPK P2KTD"]
    assert client.get(reverse("p2ktd:work", args=[pk])).status_code == 200


def asked_for(client, pld):
    """The need, proposed by the village's companion."""
    client.force_login(pld)
    post(client, "need_create", [], form_of_need())
    need = Kebutuhan.objects.get()
    post(client, "need_step", [need.pk, "propose"])
    return need


def contracted(client, need):
    """Put on the list, its file made, the provider chosen, both have signed, work begins."""
    post(client, "need_prioritise", [need.pk],
         {"prioritas": 1, "alokasi": 5_000_000, "berita_acara": "001/BA/MAD-II"})  # fmt: skip
    post(client, "need_handle", [need.pk])
    pk = Pekerjaan.objects.get().pk
    post(client, "work_row_add", [pk, "rab"],
         {"uraian": "Narasumber", "volume": "2.5", "satuan": "hari", "frekuensi": 2,
          "harga_satuan": 1_000_000, "pajak": 0, "sumber": "dok"})  # fmt: skip
    post(client, "work_row_add", [pk, "keluaran"], {"uraian": "Buku kas"})
    chosen = {"penyedia": make.provider().pk, "catatan": "Berpengalaman.", "bebas": "on"}
    post(client, "work_choose", [pk], chosen)
    spk = make.agreement(None, harga=5_000_000)
    post(client, "work_agree", [pk], {k: v for k, v in spk.items() if v is not None})
    post(client, "work_row_add", [pk, "termin"], {"uraian": "Termin 1", "jumlah": 5_000_000})
    post(client, "work_step", [pk, "sign"])
    post(client, "work_step", [pk, "start"])
    return pk


def delivered(client, pk, pld):
    client.force_login(pld)
    post(client, "work_log", [pk],
         {"id": uuid7(), "tanggal": make.HARI, "materi": "Pembukuan", "peserta_l": 4,
          "peserta_p": 7, "foto": make.upload()})  # fmt: skip
    keluaran = Pekerjaan.objects.get().keluaran.get()
    post(client, "work_progress", [pk, keluaran.pk], {"persen": 100, "kondisi": "Baik"})
    post(client, "work_report", [pk], {"jenis": "akhir", "tanggal": make.HARI, "hasil": "Tertib."})


def paid_after_the_note(client, pk, bendahara):
    """Refused while the note is open, paid once when it is closed."""
    client.force_login(bendahara)
    termin = Pekerjaan.objects.get().termin.get()
    post(client, "work_tax", [pk, termin.pk], {"ppn": 0, "pph": 125_000})
    page = client.get(reverse("p2ktd:work", args=[pk]))
    assertContains(page, "Catatan Musdes “Tambah contoh.” belum ditutup.")
    bayar = {"id": uuid7(), "tanggal": make.HARI + timedelta(days=25), "penerima": "Budi"}
    refused = client.post(reverse("p2ktd:work_pay", args=[pk, termin.pk]), bayar)
    assertContains(refused, "belum ditutup", status_code=403)
    assert not Pembayaran.objects.exists()

    client.force_login(make_dana.verifikator())
    note = Pekerjaan.objects.get().catatan_musdes.get()
    post(client, "work_note", [pk, note.pk], {"tindakan": "Contoh sudah ditambahkan."})

    client.force_login(bendahara)
    post(client, "work_pay", [pk, termin.pk], bayar)
    again = client.post(reverse("p2ktd:work_pay", args=[pk, termin.pk]), bayar)
    assert again.status_code == 403  # paid already: the status says so


def test_a_musdes_that_refuses_sends_the_work_back_for_another_round():
    file = make.work(P.DISERAHTERIMAKAN)
    make.account(file, Putusan.DITOLAK, "Buku kas belum dapat dipakai.")
    file.refresh_from_db()
    assert (file.status, file.putaran) == (P.BERJALAN, 2)
    with pytest.raises(NotAllowed, match="Laporan akhir belum dicatat"):
        pekerjaan.submit(file, by=make.ketua())
    people = {"ketua": make.ketua()}
    make._delivered(Pekerjaan.objects.get(), people)
    make._handed(Pekerjaan.objects.get(), people)
    make.account(Pekerjaan.objects.get())
    file.refresh_from_db()
    assert (file.status, file.bast.count()) == (P.DIPERTANGGUNGJAWABKAN, 2)


def test_after_a_refusal_the_page_says_why_and_a_dispute_frees_the_need(client):
    file, k = make.work(P.DISERAHTERIMAKAN), make.ketua()
    make.account(file, Putusan.DITOLAK, "Buku kas belum dapat dipakai.")
    client.force_login(k)
    page = client.get(file.get_absolute_url())
    assertContains(page, "<blockquote>Buku kas belum dapat dipakai.</blockquote>")
    assertContains(page, "diulang sebagai putaran 2")

    post(client, "work_step", [file.pk, "dispute"], {"catatan": "Penyedia tidak mau mengulang."})
    post(client, "work_step", [file.pk, "cancel"], {"catatan": "Kontrak diputus."})

    file.refresh_from_db()
    assert (file.status, file.dibayar, file.kebutuhan.status) == (P.BATAL, 0, K.DIPRIORITASKAN)
    again = pekerjaan.create(file.kebutuhan, by=k)
    assert again.pk != file.pk


def test_only_a_sealed_musdes_after_the_bast_can_be_named(client):
    file = make.work(P.DISERAHTERIMAKAN)
    early = musdes(make.HARI)
    open_one = make_musyawarah.musyawarah(StatusMusyawarah.NOTULEN, JenisMusyawarah.MUSDES_P2KTD)
    client.force_login(make.admin())
    url = reverse("p2ktd:work_account", args=[file.pk])
    page = client.get(url)
    assert list(page.context["form"].fields["musdes"].queryset) == []
    wrong = {"musdes": early.dokumen.get().pk, "putusan": "diterima"}
    assert "musdes" in client.post(url, wrong).context["form"].errors
    assert not open_one.dokumen.exists()
    file.refresh_from_db()
    assert file.status == P.DISERAHTERIMAKAN


# Bad input, a sentence each


def test_over_the_cap_is_warned_and_its_reason_kept(client):
    make.rules()
    client.force_login(factories.user(Peran.PLD))
    url = reverse("p2ktd:need_create")
    page = client.post(url, form_of_need(perkiraan_biaya=6_000_001))
    assert page.context["form"].errors["alasan_batas"] == [
        f"Jumlah untuk {factories.wilayah().berjenis} tahun 2018 menjadi Rp6.000.001, melampaui "
        "batas Rp6.000.000 per desa. Tulis alasannya untuk tetap melanjutkan."
    ]
    data = form_of_need(perkiraan_biaya=6_000_001, alasan_batas="Dua dusun terpisah sungai.")
    post(client, "need_create", [], data)
    assert Kebutuhan.objects.get().alasan_batas == "Dua dusun terpisah sungai."


def test_two_needs_add_up_to_the_cap():
    make.need(K.DIUSULKAN)
    with pytest.raises(NotAllowed, match=r"menjadi Rp10\.000\.000"):
        make.need(K.DIUSULKAN)


def test_a_rab_over_the_cap_needs_its_reason():
    file = make.work(P.DISUSUN)
    make.rab(file, make.ketua(), harga_satuan=400_000)
    with pytest.raises(NotAllowed, match=r"menjadi Rp7\.000\.000, melampaui batas"):
        pekerjaan.choose(file, by=make.ketua(), penyedia=make.provider(), catatan="Ya.", bebas=True)
    pekerjaan.edit(file, by=make.ketua(), alasan_batas="Lokasi jauh.")
    pekerjaan.choose(file, by=make.ketua(), penyedia=make.provider(), catatan="Ya.", bebas=True)
    file.refresh_from_db()
    assert file.status == P.PENYEDIA_DIPILIH


def test_priority_does_not_pass_the_pagu_of_the_year():
    make.fund(pagu=10_000_000)  # 25% of it for P2KTD
    need = make.need(K.DIUSULKAN)
    with pytest.raises(NotAllowed, match=r"melebihi sisa pagu P2KTD Rp2\.500\.000"):
        kebutuhan_actions.prioritise(
            need, by=make.ketua(), prioritas=1, berita_acara="1", alokasi=2_500_001
        )


def test_a_village_that_needs_nobody_says_so_once():
    make.need(K.NIHIL)
    with pytest.raises(NotAllowed, match="sudah menyatakan tidak membutuhkan"):
        make.need(K.DIUSULKAN)


def test_a_need_and_nil_exclude_each_other():
    make.need(K.DIUSULKAN)
    with pytest.raises(NotAllowed, match="Sudah ada kebutuhan tahun 2018"):
        make.need(K.NIHIL)


def test_a_need_names_a_commitment_of_its_own_village():
    other = make_komitmen.komitmen(StatusKomitmen.DITANDATANGANI, kode=factories.DESA_LAIN)
    with pytest.raises(NotAllowed, match="milik desa lain"):
        make.need(komitmen=other)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": StatusPenyedia.DAFTAR_HITAM}, "masuk daftar hitam"),
        ({"status": StatusPenyedia.LOLOS}, "belum ditetapkan dengan SK Bupati"),
        ({"berlaku_sampai": date(2018, 12, 31)}, "sudah berakhir 31 Desember 2018"),
    ],
)
def test_a_provider_without_right_is_refused(fields, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        make.work(P.PENYEDIA_DIPILIH, penyedia=make.provider(**fields))


def test_a_provider_blacklisted_before_the_contract_does_not_sign():
    penyedia = make.provider()
    file = make.work(P.PENYEDIA_DIPILIH, penyedia=penyedia)
    pekerjaan.agree(file, by=make.ketua(), **make.agreement(file))
    pekerjaan.add_row(file, "termin", by=make.ketua(), uraian="Termin 1", jumlah=make.HARGA)
    penyedia.status = StatusPenyedia.DAFTAR_HITAM
    penyedia.save()
    with pytest.raises(NotAllowed, match="daftar hitam"):
        pekerjaan.sign(file, by=make.ketua())


def test_whoever_appoints_the_only_provider_declares_that_nobody_has_an_interest(client):
    file, penyedia = make.work(P.DISUSUN), make.provider()
    with pytest.raises(NotAllowed, match="tidak ada anggota TPID yang berkepentingan"):
        pekerjaan.choose(file, by=make.ketua(), penyedia=penyedia, catatan="Satu-satunya.")
    client.force_login(make.ketua())
    url, data = reverse("p2ktd:work_choose", args=[file.pk]), {"penyedia": penyedia.pk}
    refused = client.post(url, data | {"catatan": "Satu-satunya."})
    assertContains(refused, "Centang pernyataan ini")
    assertContains(refused, "Satu-satunya.")
    post(client, "work_choose", [file.pk], data | {"catatan": "Satu-satunya.", "bebas": "on"})
    told = trail_of(file).get(langkah="choose")
    assert told.nilai["kepentingan"] == [None, "tidak ada"]


def test_a_member_of_the_tpid_does_not_hire_himself():
    penyedia, member = make.provider(), make_dana.tpid()
    make.expert(penyedia, pengguna=member)
    with pytest.raises(NotAllowed, match="benturan kepentingan"):
        make.work(P.PENYEDIA_DIPILIH, penyedia=penyedia)


def test_the_head_of_the_village_does_not_hire_himself_for_it():
    penyedia = make.provider(pimpinan="H. Sutrisno Hadi, S.E.")
    desa = factories.wilayah()
    ProfilDesa.objects.create(desa=desa, kepala_desa="Sutrisno Hadi", ketua_bpd="Siti Aminah")
    with pytest.raises(NotAllowed, match=r"S\.E\. Kepala Desa .* dan pimpinannya\. Pilih penyedia"):
        make.work(P.PENYEDIA_DIPILIH, penyedia=penyedia)
    elsewhere = make.work(P.PENYEDIA_DIPILIH, kode=factories.DESA_LAIN, penyedia=penyedia)
    assert elsewhere.penyedia == penyedia


def test_a_dash_instead_of_a_name_is_nobody():
    """So a village says that it has no head now; a provider, that it has no leader."""
    ProfilDesa.objects.create(desa=factories.wilayah(), kepala_desa="-", ketua_bpd="…")
    penyedia = make.provider(pimpinan="–")
    assert make.work(P.PENYEDIA_DIPILIH, penyedia=penyedia).penyedia == penyedia


def test_an_expert_is_not_in_two_contracts_at_once():
    penyedia = make.provider()
    ahli = make.expert(penyedia)
    make.work(P.KONTRAK, penyedia=penyedia, spk={"tenaga_ahli": ahli})
    with pytest.raises(NotAllowed, match=r"Dewi Lestari .* sudah terikat kontrak 1 Oktober 2018"):
        make.work(
            P.KONTRAK, factories.DESA[:-1] + "2", penyedia=penyedia, spk={"tenaga_ahli": ahli}
        )
    later = {"mulai": make.HARI + timedelta(days=31), "selesai": make.HARI + timedelta(days=40)}
    made = make.work(
        P.KONTRAK, factories.DESA[:-1] + "3", penyedia=penyedia, spk=later | {"tenaga_ahli": ahli}
    )
    assert made.status == P.KONTRAK


def test_terms_must_make_up_the_price():
    with pytest.raises(NotAllowed, match=r"termin Rp4\.999\.999 belum sama dengan harga"):
        make.work(P.KONTRAK, termin=[("Termin 1", 4_999_999)])


def test_a_price_above_the_rab_is_refused():
    with pytest.raises(NotAllowed, match=r"Harga Rp5\.000\.001 melebihi jumlah RAB Rp5\.000\.000"):
        make.work(P.KONTRAK, spk={"harga": 5_000_001})


def test_a_contract_proposes_who_signs_it(client):
    file = make.work(P.PENYEDIA_DIPILIH)
    ketua = make.ketua()
    client.force_login(ketua)
    form = client.get(reverse("p2ktd:work_agree", args=[file.pk])).context["form"]
    assert form["pihak2_nama"].value() == file.penyedia.pimpinan
    assert form["pihak1_jabatan"].value() == "Ketua TPID"
    assert form["pihak1_nama"].value()


def test_a_change_of_contract_keeps_reason_and_old_values():
    file = make.work(P.BERJALAN)
    end = file.selesai
    pekerjaan.amend(
        file, by=make.ketua(), alasan="Banjir.", tanggal=make.HARI,
        selesai=end + timedelta(days=14), harga=4_500_000,
    )  # fmt: skip
    file.refresh_from_db()
    adendum = file.adendum.get()
    assert (adendum.harga_lama, adendum.selesai_lama, adendum.alasan) == (5_000_000, end, "Banjir.")
    assert sum(t.jumlah for t in file.termin.all()) == file.harga == 4_500_000
    assert sorted(d.versi for d in file.dokumen) == [1, 2]


def test_a_late_work_says_how_late(client):
    file = make.work(P.BERJALAN)
    client.force_login(make.ketua())
    assert file.terlambat > 365
    assertContains(client.get(reverse("p2ktd:works") + "?terlambat=true"), "Terlambat")
    assertContains(client.get(file.get_absolute_url()), f"Terlambat {file.terlambat} hari")


def test_a_closed_file_takes_no_step(client):
    file = make.work(P.SELESAI)
    for person in (make.ketua(), make.bendahara(), make.admin(), factories.user(Peran.PD)):
        assert person.offers(file) == []


def test_the_same_day_sent_twice_is_one_day():
    file, by, key = make.work(P.BERJALAN), make.ketua(), uuid7()
    isi = {"tanggal": make.HARI, "materi": "Praktik", "peserta_l": 1, "peserta_p": 1}
    first = laporan.log(file, by=by, id=key, **isi)
    assert laporan.log(file, by=by, id=key, **isi) == first
    assert file.pelaksanaan.count() == 1


def test_a_draft_need_is_its_authors_alone(client):
    need = make.need()
    client.force_login(factories.user(Peran.PD))
    assert client.get(need.get_absolute_url()).status_code == 404


# Lists
