"""What the facts of one village say of each duty: pure, one sentence a rule."""

from datetime import date

import pytest

from desa.choices import Peran
from tests import factories
from tugas.keadaan import Fakta, Forum, Janji, Keadaan, Temuan
from tugas.penilaian import ATURAN, judge

HARI = date(2026, 3, 12)


def fakta(**facts):
    return Fakta(factories.DESA, 2026, **facts)


def forum(jenis="mad_1", final=True, hadir=True, tanggal=HARI, notulen=False):
    return Forum(jenis, jenis.upper(), tanggal, final, hadir, f"/musyawarah/{jenis}/", notulen)


def test_a_village_without_facts_has_not_begun_and_knows_its_next_step():
    stones = judge(fakta())
    assert {p.keadaan for p in stones.values()} == {Keadaan.BELUM}
    assert all(p.langkah and p.langkah.tautan for p in stones.values())


def test_there_is_a_rule_for_each_of_the_seven_duties():
    assert list(ATURAN) == [1, 2, 3, 4, 5, 6, 7]


def test_socialisation_is_done_when_both_themes_had_people():
    p = judge(fakta(diterima={1: 2}, tema={"ppid": (HARI, 12), "p2ktd": (HARI, 20)}))[1]
    assert (p.keadaan, p.ada, p.perlu, p.langkah) == (Keadaan.SELESAI, 2, 2, None)
    assert p.kalimat == "PPID 12 Maret 2026, 12 peserta. P2KTD 12 Maret 2026, 20 peserta."


def test_socialisation_of_one_theme_asks_for_the_other():
    p = judge(fakta(diterima={1: 1}, tema={"ppid": (HARI, 12)}))[1]
    assert (p.keadaan, p.ada) == (Keadaan.BERJALAN, 1)
    assert p.langkah.teks == "Catat sosialisasi P2KTD di desa ini."
    assert p.langkah.tautan == f"/kegiatan/catat/?desa={factories.DESA}&tugas=1&tema=p2ktd"


def test_socialisation_is_late_once_mad_1_went_by_without_it():
    p = judge(fakta(forum=[forum()]))[1]
    assert p.keadaan == Keadaan.TERLAMBAT
    assert "MAD I sudah lewat" in p.kalimat


def test_socialisation_is_due_before_the_planned_mad_1():
    assert judge(fakta(forum=[forum(final=False)]))[1].langkah.batas == HARI


def test_a_returned_entry_is_the_next_step_before_a_new_one():
    p = judge(fakta(kembali={4: "/kegiatan/x/"}, menunggu={4: 1}))[4]
    assert p.langkah.tautan == "/kegiatan/x/"
    assert p.langkah.siapa == Peran.PLD


def test_an_entry_under_review_is_the_reviewers_turn():
    p = judge(fakta(menunggu={4: 1}))[4]
    assert (p.keadaan, p.langkah.siapa) == (Keadaan.BERJALAN, Peran.TPID)
    assert p.kalimat == "1 menunggu peninjauan."


def test_absence_from_a_final_mad_is_late_and_said():
    p = judge(fakta(forum=[forum(hadir=False)]))[2]
    assert p.keadaan == Keadaan.TERLAMBAT
    assert "Tidak ada wakil desa di MAD I." in p.kalimat


def test_presence_counts_forums_but_is_not_done_without_a_commitment():
    p = judge(fakta(forum=[forum("mad_1"), forum("bid"), forum("mad_2")]))[2]
    assert (p.keadaan, p.ada, p.perlu) == (Keadaan.BERJALAN, 3, 4)
    assert "Belum ada komitmen yang ditandatangani." in p.kalimat
    assert p.langkah.tautan == f"/komitmen/isi/?desa={factories.DESA}"


def test_a_planned_mad_is_the_next_step_with_its_date():
    langkah = judge(fakta(forum=[forum(final=False)]))[2].langkah
    assert (langkah.batas, langkah.tautan) == (HARI, "/musyawarah/mad_1/")


@pytest.mark.parametrize("nomor", [3, 4, 5, 6])
def test_entries_alone_never_finish_the_duties_whose_floor_is_to_come(nomor):
    p = judge(fakta(diterima={nomor: 9}))[nomor]
    assert p.keadaan == Keadaan.BERJALAN
    assert p.kalimat == "9 kegiatan diterima."


def test_the_seventh_stone_is_done_by_a_final_musdes():
    p = judge(fakta(musdes=[forum("musdes_p2ktd")]))[7]
    assert (p.keadaan, p.kalimat) == (Keadaan.SELESAI, "Musdes 12 Maret 2026 sudah final.")


def test_a_planned_musdes_leads_to_its_page():
    p = judge(fakta(musdes=[forum("musdes_p2ktd", final=False)]))[7]
    assert (p.keadaan, p.langkah.tautan) == (Keadaan.BERJALAN, "/musyawarah/musdes_p2ktd/")


@pytest.mark.parametrize(("nomor", "facts"), [(2, "forum"), (7, "musdes")])
def test_a_meeting_that_was_held_waits_for_its_seal(nomor, facts):
    jenis = {"forum": "mad_1", "musdes": "musdes_p2ktd"}[facts]
    held = forum(jenis, final=False, notulen=True)
    langkah = judge(fakta(**{facts: [held]}))[nomor].langkah
    assert (langkah.siapa, langkah.tautan) == (Peran.ADMIN, held.alamat)
    assert langkah.teks == f"Finalkan notulen {held.nama}."


ALL_HELD = [forum("mad_1"), forum("bid"), forum("mad_2")]


def janji(selesai=False, **more):
    given = {"nama": "Bank sampah", "dianggarkan": 0, "alamat": "/komitmen/x/"} | more
    return Janji(selesai=selesai, tahun_anggaran=2027, **given)


def temuan(status, **more):
    given = {"nama": "Asap cair", "terverifikasi": False, "tervalidasi": False} | more
    return Temuan(status=status, alamat="/inovasi/x/", **given)


@pytest.mark.parametrize("answer", [{"janji": [janji()]}, {"menolak": "Dana tidak cukup"}])
def test_the_second_stone_is_done_by_presence_and_a_promise_or_a_refusal(answer):
    p = judge(fakta(forum=ALL_HELD, **answer))[2]
    assert (p.keadaan, p.ada, p.perlu, p.langkah) == (Keadaan.SELESAI, 4, 4, None)


def test_a_promise_does_not_make_up_for_an_absence():
    p = judge(fakta(forum=[forum(hadir=False)], janji=[janji()]))[2]
    assert (p.keadaan, p.ada) == (Keadaan.TERLAMBAT, 1)


def test_an_unsigned_card_asks_for_its_signatures():
    p = judge(fakta(forum=[forum("mad_1"), forum("bid")], tanpa_tanda=["/komitmen/y/"]))[2]
    assert p.langkah.teks == "Lengkapi tanda tangan kartu komitmen."
    assert "1 kartu belum ditandatangani." in p.kalimat


def test_the_third_stone_is_done_when_every_promise_is_settled():
    p = judge(fakta(janji=[janji(True, dianggarkan=40_000_000), janji(True)]))[3]
    assert (p.keadaan, p.ada, p.perlu, p.langkah) == (Keadaan.SELESAI, 2, 2, None)
    assert p.kalimat == "2 dari 2 komitmen sudah tuntas, Rp40.000.000 dianggarkan."


def test_an_open_promise_has_its_window_and_its_deadline():
    batas = date(2026, 12, 31)
    p = judge(fakta(janji=[janji(True), janji(jendela="APBDes 2027", batas=batas)]))[3]
    assert (p.keadaan, p.ada, p.perlu) == (Keadaan.BERJALAN, 1, 2)
    assert (p.langkah.teks, p.langkah.batas) == ("Masukkan “Bank sampah” ke APBDes 2027.", batas)


def test_a_line_that_waits_is_the_verifiers_turn():
    langkah = judge(fakta(janji=[janji(jendela="APBDes 2027", tunggu="/perencanaan/b/")]))[
        3
    ].langkah
    assert (langkah.siapa, langkah.tautan) == (Peran.TPID, "/perencanaan/b/")


def test_a_window_that_went_by_is_late_and_says_what_is_left():
    late = janji(terlambat=True, jendela="APBDes perubahan 2027", batas=date(2027, 10, 31))
    p = judge(fakta(janji=[late]))[3]
    assert p.keadaan == Keadaan.TERLAMBAT
    assert "APBDes 2027 sudah ditetapkan tanpa “Bank sampah”." in p.kalimat
    assert p.langkah.teks == "Masukkan “Bank sampah” ke APBDes perubahan 2027."
    over = judge(fakta(janji=[janji(terlambat=True)]))[3].langkah
    assert over.teks.startswith("Alihkan “Bank sampah” ke tahun berikutnya")


def test_who_refused_has_nothing_to_accompany():
    assert judge(fakta(menolak="Dana tidak cukup"))[3].keadaan == Keadaan.TIDAK_PERLU


def test_the_fourth_stone_is_done_by_a_verified_innovation_or_a_verified_nothing():
    found = judge(fakta(temuan=[temuan("diverifikasi_tik", terverifikasi=True)]))[4]
    assert (found.keadaan, found.ada, found.perlu) == (Keadaan.SELESAI, 1, 1)
    nil = judge(fakta(nihil=("diverifikasi_tik", "/inovasi/nihil/1/")))
    assert nil[4].keadaan == Keadaan.SELESAI
    assert nil[5].keadaan == Keadaan.TIDAK_PERLU


@pytest.mark.parametrize(
    ("status", "siapa"),
    [("diajukan", Peran.TPID), ("diverifikasi_tpid", Peran.TIK), ("dikembalikan", Peran.PLD)],
)
def test_a_finding_under_way_says_whose_turn_it_is(status, siapa):
    p = judge(fakta(temuan=[temuan(status)]))[4]
    assert (p.keadaan, p.langkah.siapa) == (Keadaan.BERJALAN, siapa)
    nil = judge(fakta(nihil=(status, "/inovasi/nihil/1/")))[4]
    assert (nil.keadaan, nil.langkah.siapa) == (Keadaan.BERJALAN, siapa)


def test_the_fifth_stone_counts_validated_documents():
    one = temuan("tervalidasi", terverifikasi=True, tervalidasi=True)
    other = temuan("dikemas", terverifikasi=True)
    p = judge(fakta(temuan=[one, other]))[5]
    assert (p.keadaan, p.ada, p.perlu) == (Keadaan.BERJALAN, 1, 2)
    assert (p.langkah.siapa, p.langkah.teks) == (Peran.TIK, "Validasi dokumen “Asap cair”.")
    assert judge(fakta(temuan=[one]))[5].keadaan == Keadaan.SELESAI
