"""The specification of the workflows of ideas and innovations, as grids, checked cell by cell."""

import pytest

from desa.choices import Jabatan, Peran
from desa.models import Jejak
from inovasi.actions import dokumen, ide, menu, penilaian, telaah
from inovasi.actions import inovasi as actions
from inovasi.choices import Rekomendasi, StatusIde, StatusInovasi, StatusMenu, StatusNihil
from inovasi.models import Inovasi, KartuIde, MenuInovasi, NihilInovasi
from inovasi.workflow import WORKFLOW_IDE, WORKFLOW_INOVASI, WORKFLOW_MENU, WORKFLOW_NIHIL
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import inovasi as make

# The people of the grids, each with role and office; "penulis" wrote the row and holds its role.
ORANG = {
    "pld": (Peran.PLD, ""),
    "pd": (Peran.PD, ""),
    "ketua": (Peran.TPID, Jabatan.KETUA),
    "verifikator": (Peran.TPID, Jabatan.VERIFIKATOR),
    "ppid": (Peran.TIK, Jabatan.POKJA_PPID),
    "p2ktd": (Peran.TIK, Jabatan.POKJA_P2KTD),
    "admin": (Peran.ADMIN, ""),
    "nasional": (Peran.ADMIN, ""),  # of the nation; the others of this grid are of its place
    "pemantau": (Peran.PEMANTAU, ""),
}
LAPANGAN = "penulis pld pd ketua verifikator"

# Who may take which step from which status. A step that is not named for a status: nobody.
INOVASI = {
    "draf": {"edit": "penulis", "submit": "penulis", "discard": "penulis"},
    "diajukan": {
        "verify_tpid": "verifikator",
        "send_back_tpid": "verifikator",
        "reject_tpid": "verifikator",
        "merge": "ketua verifikator ppid",
    },
    "dikembalikan": {
        "edit": "penulis",
        "submit": "penulis",
        "take_over": "pld pd ketua verifikator",
        "merge": "ketua verifikator ppid",
    },
    "diverifikasi_tpid": {
        "verify_tik": "ppid",
        "send_back_tik": "ppid",
        "reject_tik": "ppid",
        "merge": "ketua verifikator ppid",
    },
    "diverifikasi_tik": {"start_capture": LAPANGAN, "merge": "ketua verifikator ppid"},
    "capturing": {"write": LAPANGAN, "package": LAPANGAN},
    "dikemas": {"validate": "ppid", "unpack": "ppid"},
    "tervalidasi": {"publish": "ppid", "reopen": "ppid"},
    "menu_lokal": {"reopen": "ppid", "raise_up": "nasional"},
    "menu_nasional": {},
    "ditolak": {},
    "dibuang": {},
}
IDE = {
    "diisi": {"edit": LAPANGAN, "recap": "ketua verifikator"},
    "direkap": {"reopen": "ketua verifikator", "accept": "ppid", "refuse": "ppid"},
    "inovatif": {},
    "bukan": {},
}
NIHIL = {
    "diajukan": {
        "verify_tpid": "verifikator",
        "send_back_tpid": "verifikator",
        "cancel": LAPANGAN,
    },
    "dikembalikan": {"edit": LAPANGAN, "resubmit": LAPANGAN, "cancel": LAPANGAN},
    "diverifikasi_tpid": {"verify_tik": "ppid", "send_back_tik": "ppid", "cancel": LAPANGAN},
    "diverifikasi_tik": {"cancel": LAPANGAN},
    "batal": {},
}
MENU = {
    "terbit": {"edit": "ppid admin nasional", "withdraw": "ppid admin nasional"},
    "ditarik": {"restore": "ppid admin nasional"},
}


def person(who, obj, table):
    if who == "penulis":
        return obj.created_by
    peran, jabatan = ORANG[who]
    return factories.user(peran, "00" if who == "nasional" else None, jabatan=jabatan)


def offered(user, obj, table):
    """The steps of this status that nobody refuses to this person, whatever is still missing."""
    roles, own = user.roles_over(obj.place), user.owns(obj)
    return {
        step.name
        for step in table.steps.values()
        if obj.status in step.sources and not step.refusal(obj, roles, own)
    }


def expected(grid, status, who):
    return {step for step, people in grid[status].items() if who in people.split()}


@pytest.mark.parametrize("who", ["penulis", *ORANG])
@pytest.mark.parametrize("status", INOVASI)
def test_who_may_do_what_with_an_innovation(status, who):
    obj = make.inovasi(StatusInovasi(status))
    user = person(who, obj, WORKFLOW_INOVASI)
    assert offered(user, obj, WORKFLOW_INOVASI) == expected(INOVASI, status, who)


@pytest.mark.parametrize("who", ["penulis", *ORANG])
@pytest.mark.parametrize("status", IDE)
def test_who_may_do_what_with_a_card(status, who):
    obj = idea(status)
    user = person(who, obj, WORKFLOW_IDE)
    assert offered(user, obj, WORKFLOW_IDE) == expected(IDE, status, who)


@pytest.mark.parametrize("who", ["penulis", *ORANG])
@pytest.mark.parametrize("status", NIHIL)
def test_who_may_do_what_where_nothing_was_found(status, who):
    obj = nil(status)
    user = person(who, obj, WORKFLOW_NIHIL)
    assert offered(user, obj, WORKFLOW_NIHIL) == expected(NIHIL, status, who)


@pytest.mark.parametrize("who", ORANG)
@pytest.mark.parametrize("status", MENU)
def test_who_may_do_what_with_an_item_of_the_menu(status, who):
    obj = make.menu()
    if status == "ditarik":
        menu.withdraw(obj, by=make.pokja(), catatan="Ganda.")
    obj = MenuInovasi.objects.get(pk=obj.pk)
    user = person(who, obj, WORKFLOW_MENU)
    assert offered(user, obj, WORKFLOW_MENU) == expected(MENU, status, who)


def idea(status):
    made = make.kartu()
    if status != "diisi":
        ide.recap(made, by=factories.user(Peran.TPID))
    if status == "inovatif":
        ide.accept(made, by=make.pokja())
    if status == "bukan":
        ide.refuse(made, by=make.pokja(), catatan="Kegiatan rutin.")
    return KartuIde.objects.select_related("desa").get(pk=made.pk)


def nil(status):
    made = make.nihil()
    if status == "dikembalikan":
        telaah.send_back_tpid(made, by=make.verifier(), catatan="Siapa yang ditanya?")
    if status.startswith("diverifikasi"):
        telaah.verify_tpid(made, by=make.verifier())
    if status == "diverifikasi_tik":
        telaah.verify_tik(made, by=make.pokja())
    if status == "batal":
        telaah.cancel(made, by=made.created_by, catatan="Ternyata ada.")
    return NihilInovasi.objects.select_related("desa").get(pk=made.pk)


@pytest.mark.parametrize(
    ("grid", "statuses", "table"),
    [
        (INOVASI, set(StatusInovasi.values) - {"digabung"}, WORKFLOW_INOVASI),
        (IDE, set(StatusIde.values), WORKFLOW_IDE),
        (NIHIL, set(StatusNihil.values), WORKFLOW_NIHIL),
        (MENU, set(StatusMenu.values), WORKFLOW_MENU),
    ],
)
def test_the_grids_leave_nothing_out(grid, statuses, table):
    assert set(grid) == statuses
    assert {step for row in grid.values() for step in row} == set(table.steps)


# What each step does


@pytest.mark.parametrize("status", [s for s in make.WAYS if s != StatusInovasi.DIBUANG])
def test_every_status_is_reached_by_the_steps_of_the_product(status):
    made = make.inovasi(status)
    assert made.status == status
    if status != StatusInovasi.DRAF:
        assert Jejak.objects.filter(objek_id=str(made.pk), sesudah=status).exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Jabatan.VERIFIKATOR, StatusInovasi.DIAJUKAN)],
)
def test_nobody_verifies_what_they_wrote(role, status):
    author = factories.user(Peran.TPID, jabatan=role)
    made = make.inovasi(status, by=author)
    with pytest.raises(NotAllowed, match="pekerjaan Anda sendiri"):
        penilaian.assess(made, by=author, **make.judgement())


def test_who_takes_over_becomes_the_author_and_cannot_judge_it():
    made = make.inovasi(StatusInovasi.DIKEMBALIKAN)
    verifier = make.verifier()
    mended = actions.take_over(made, by=verifier)
    actions.settle(mended, {k.pk: "Sudah." for k in mended.koreksi.all()})
    actions.submit(mended, by=verifier)

    with pytest.raises(NotAllowed, match="pekerjaan Anda sendiri"):
        penilaian.assess(Inovasi.objects.get(pk=made.pk), by=verifier, **make.judgement())


def test_a_proposal_is_no_innovation():
    made = make.inovasi(sudah_berjalan=False, tahun_mulai=None)
    with pytest.raises(NotAllowed, match="belum berjalan, jadi masih usulan"):
        actions.submit(made, by=made.created_by)


def test_sending_names_everything_that_is_missing():
    made = make.inovasi(masalah="", keberlanjutan="  ", sub_bidang="")
    with pytest.raises(NotAllowed) as refused:
        actions.submit(made, by=made.created_by)
    assert str(refused.value) == (
        "Sub-bidang belum dipilih. Masalah awal belum diisi. Keberlanjutan belum diisi."
    )


def test_evidence_is_counted_per_criterion():
    made = make.inovasi()
    for bukti in list(made.bukti.filter(kriteria__in=["berjalan", "manfaat", "bukti"])):
        actions.withdraw_proof(bukti, by=made.created_by)
    made = Inovasi.objects.get(pk=made.pk)
    assert made.evidence_sentence == (
        "3 dari 5 kriteria belum punya bukti: Sudah berjalan dan berhasil, Manfaat, Bukti."
    )
    actions.submit(made, by=made.created_by)
    made = Inovasi.objects.get(pk=made.pk)
    with pytest.raises(NotAllowed, match="“Sudah berjalan dan berhasil” belum punya bukti"):
        penilaian.assess(made, by=make.verifier(), **make.judgement())


def test_a_zero_in_a_required_criterion_is_not_fit():
    made = make.inovasi(StatusInovasi.DIAJUKAN)
    given = make.judgement()
    given["skor"]["kewenangan"] = (0, "Kewenangan kabupaten.")
    with pytest.raises(NotAllowed, match="“Sesuai kewenangan desa” bernilai 0"):
        penilaian.assess(made, by=make.verifier(), **given)
    assert not made.penilaian.exists()
    assert Inovasi.objects.get(pk=made.pk).status == StatusInovasi.DIAJUKAN


def test_too_few_points_are_not_fit():
    made = make.inovasi(StatusInovasi.DIAJUKAN)
    skor = dict.fromkeys(make.judgement()["skor"], (1, ""))
    with pytest.raises(NotAllowed, match="Jumlah nilai 10, paling sedikit 12"):
        penilaian.assess(made, by=make.verifier(), **make.judgement(skor=skor))


def test_rounds_are_added_and_never_replaced():
    made = make.inovasi(StatusInovasi.DIKEMBALIKAN)
    actions.submit(made, by=made.created_by)
    made = Inovasi.objects.get(pk=made.pk)
    penilaian.assess(made, by=make.verifier(), **make.judgement())
    made = Inovasi.objects.get(pk=made.pk)
    penilaian.assess(made, by=make.pokja(), **make.judgement(prioritas=2))

    rounds = made.penilaian.order_by("putaran").values_list("putaran", "peran", "rekomendasi")
    assert list(rounds) == [(1, "tpid", "perbaiki"), (2, "tpid", "layak"), (3, "tik", "layak")]


def test_a_returned_point_must_be_mended_or_answered():
    made = make.inovasi(StatusInovasi.DIAJUKAN)
    points = [{"bidang": "hasil", "catatan": "Tulis angkanya."}]
    given = make.judgement(Rekomendasi.PERBAIKI, points=points, alasan="")
    penilaian.assess(made, by=make.verifier(), **given)

    with pytest.raises(NotAllowed, match="“Hasil terukur” belum dijawab"):
        actions.submit(made, by=made.created_by)
    actions.edit(made, by=made.created_by, hasil="Naik dari 20 menjadi 410 kg.")
    actions.submit(made, by=made.created_by)
    assert Inovasi.objects.get(pk=made.pk).status == StatusInovasi.DIAJUKAN


def test_a_card_found_innovative_begins_an_innovation_of_its_author():
    card = make.kartu(judul="Kolam lele", sudah_berjalan=True, sejak_tahun=2016)
    ide.recap(card, by=factories.user(Peran.TPID))
    made = ide.accept(card, by=make.pokja())
    assert (made.kartu_ide, made.created_by, made.status) == (card, card.created_by, "draf")
    assert (made.judul, made.tahun_mulai) == ("Kolam lele", 2016)


def test_the_same_card_sent_five_times_is_one_card():
    author = make.writer()
    first = make.kartu(by=author)
    again = [
        ide.create(
            by=author, id=first.pk, desa=first.desa, tahun=2018, judul="Lain", bidang="pel",
            tanggal=first.tanggal, pengusul="X", jabatan="bpd",
        )
        for _ in range(4)
    ]  # fmt: skip
    assert {k.pk for k in again} == {first.pk}
    assert KartuIde.objects.get().judul == first.judul


def test_cards_are_numbered_in_their_village_and_year():
    author = make.writer()
    numbers = [make.kartu(by=author).nomor for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert make.kartu(by=author, tahun=2017).nomor == 1


def test_nothing_found_is_refused_where_something_was():
    made = make.inovasi(StatusInovasi.DIAJUKAN)
    with pytest.raises(NotAllowed, match="Sudah ada inovasi tahun 2018"):
        telaah.declare_nil(by=made.created_by, desa=made.desa, tahun=2018, alasan="Tidak ada.")


def test_nothing_found_is_said_once_a_year():
    make.nihil()
    with pytest.raises(NotAllowed, match="sudah dicatat"):
        make.nihil()


def test_merging_closes_one_and_keeps_both_trails():
    one = make.inovasi(StatusInovasi.DIAJUKAN, judul="Bank sampah Melati")
    other = make.inovasi(StatusInovasi.DIAJUKAN, judul="Bank sampah dusun Melati")
    actions.merge(other, by=make.verifier(), catatan="Sama.", into=one)

    other.refresh_from_db()
    assert (other.status, other.digabung_ke) == ("digabung", one)
    langkah = set(Jejak.objects.filter(objek="inovasi.Inovasi").values_list("objek_id", "langkah"))
    assert {(str(one.pk), "absorb"), (str(other.pk), "merge")} <= langkah
    assert other.bukti.exists()


@pytest.mark.parametrize("kind", ["itself", "a draft", "elsewhere"])
def test_merging_into_what_cannot_hold_it_is_refused(kind):
    one = make.inovasi(StatusInovasi.DIAJUKAN)
    into = {
        "itself": lambda: one,
        "a draft": lambda: make.inovasi(),
        "elsewhere": lambda: make.inovasi(StatusInovasi.DIAJUKAN, kode=factories.DESA_LAIN),
    }[kind]()
    with pytest.raises(NotAllowed):
        actions.merge(one, by=make.verifier(), catatan="Sama.", into=into)
    assert Inovasi.objects.get(pk=one.pk).status == StatusInovasi.DIAJUKAN


def test_packaging_names_every_gap():
    made = make.inovasi(StatusInovasi.CAPTURING)
    with pytest.raises(NotAllowed) as refused:
        dokumen.package(made, by=made.created_by)
    assert "Langkah-langkah belum lengkap" in str(refused.value)
    assert "Belum ada foto yang disetujui orang di dalamnya." in str(refused.value)


def test_publishing_again_keeps_the_code_and_takes_the_new_version():
    made = make.inovasi(StatusInovasi.MENU_LOKAL)
    before = MenuInovasi.objects.get(inovasi=made)
    dokumen.reopen(made, by=make.pokja(), catatan="Harga berubah.")
    made = Inovasi.objects.get(pk=made.pk)
    dokumen.write(made.dokumen, by=made.created_by, ringkasan="Kini dengan harga baru.")
    for step in ("package", "validate", "publish"):
        make.STEPS[step](Inovasi.objects.get(pk=made.pk), made.created_by)

    after = MenuInovasi.objects.get(inovasi=made)
    assert (after.pk, after.kode) == (before.pk, before.kode)
    assert after.ringkasan == "Kini dengan harga baru."
    assert after.versi.nomor == before.versi.nomor + 1


def test_the_old_item_stays_public_while_its_document_is_mended(client):
    made = make.inovasi(StatusInovasi.MENU_LOKAL)
    item = MenuInovasi.objects.get(inovasi=made)
    dokumen.reopen(made, by=make.pokja(), catatan="Harga berubah.")
    made = Inovasi.objects.get(pk=made.pk)
    dokumen.write(made.dokumen, by=made.created_by, ringkasan="Belum jadi.")

    page = client.get(item.get_absolute_url()).content.decode()
    assert "Bank sampah dusun." in page
    assert "Belum jadi." not in page
