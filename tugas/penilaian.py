"""What "done" means for each of the seven duties (design.md 6, domain.md 2.4). Pure: facts in,
judgement out. Order is advice: nothing here blocks anything."""

from desa.choices import Peran
from inovasi.choices import StatusInovasi, StatusNihil
from ppid.lib.alamat import fixed
from ppid.lib.tags import rupiah
from ppid.lib.tanggal import tgl
from tugas.keadaan import Keadaan, Langkah, Penilaian

BELUM, BERJALAN, SELESAI = Keadaan.BELUM, Keadaan.BERJALAN, Keadaan.SELESAI
TERLAMBAT, TIDAK_PERLU = Keadaan.TERLAMBAT, Keadaan.TIDAK_PERLU
TEMA = {"ppid": "PPID", "p2ktd": "P2KTD"}
FORUM_WAJIB = {"mad_1": "MAD I", "bid": "Bursa Inovasi Desa", "mad_2": "MAD II"}


def log_address(fakta, nomor, **more):
    query = "&".join(f"{k}={v}" for k, v in {"desa": fakta.desa, "tugas": nomor, **more}.items())
    return f"{fixed('tugas:create')}?{query}"


def log_step(fakta, nomor, teks, *, batas=None, **more):
    """The step towards a new entry, unless one is already on its way."""
    if nomor in fakta.kembali:
        return Langkah("Perbaiki catatan yang dikembalikan.", Peran.PLD, fakta.kembali[nomor])
    if fakta.menunggu.get(nomor):
        return Langkah("Tinjau catatan yang sudah terkirim.", Peran.TPID, fixed("tugas:queue"))
    return Langkah(teks, Peran.PLD, log_address(fakta, nomor, **more), batas)


def started(fakta, nomor):
    return bool(fakta.diterima.get(nomor) or fakta.menunggu.get(nomor) or nomor in fakta.kembali)


def underway(fakta, nomor):
    """What the entries alone say: how many were accepted, how many wait."""
    parts = []
    if n := fakta.diterima.get(nomor):
        parts.append(f"{n} kegiatan diterima.")
    if n := fakta.menunggu.get(nomor):
        parts.append(f"{n} menunggu peninjauan.")
    if nomor in fakta.kembali:
        parts.append("Ada catatan yang dikembalikan.")
    return " ".join(parts)


def sosialisasi(fakta):
    """1: at least one accepted entry of each theme, with people present [S46]."""
    mad = [f for f in fakta.forum if f.jenis == "mad_1"]
    upcoming = next((f.tanggal for f in mad if not f.final), None)
    held = any(f.final for f in mad)
    kalimat = " ".join(
        f"{nama} {tgl(fakta.tema[t][0])}, {fakta.tema[t][1]} peserta."
        if t in fakta.tema
        else f"{nama} belum."
        for t, nama in TEMA.items()
    )
    lacking = [t for t in TEMA if t not in fakta.tema]
    if not lacking:
        return Penilaian(SELESAI, 2, 2, kalimat)
    late = held and "ppid" in lacking
    if late:
        kalimat += " MAD I sudah lewat tanpa sosialisasi PPID."
    keadaan = TERLAMBAT if late else BERJALAN if started(fakta, 1) else BELUM
    teks = f"Catat sosialisasi {TEMA[lacking[0]]} di desa ini."
    langkah = log_step(fakta, 1, teks, batas=upcoming, tema=lacking[0])
    return Penilaian(keadaan, 2 - len(lacking), 2, kalimat, langkah)


def mad(fakta):
    """2: the village sat in MAD I, BID and MAD II, and promised something or said no."""
    final = {f.jenis: f for f in fakta.forum if f.final and f.jenis in FORUM_WAJIB}
    there = [j for j, f in final.items() if f.hadir]
    absent = [FORUM_WAJIB[j] for j, f in final.items() if not f.hadir]
    parts = [
        f"Hadir di {FORUM_WAJIB[j]}." if j in there else f"{nama} belum ada."
        for j, nama in FORUM_WAJIB.items()
        if j not in final or j in there
    ]
    parts += [f"Tidak ada wakil desa di {nama}." for nama in absent]
    parts.append(_promised(fakta))
    answered = bool(fakta.janji or fakta.menolak)
    ada, perlu = len(there) + answered, len(FORUM_WAJIB) + 1
    if ada == perlu:
        return Penilaian(SELESAI, ada, perlu, " ".join(parts))
    begun = there or answered or fakta.tanpa_tanda or started(fakta, 2)
    keadaan = TERLAMBAT if absent else BERJALAN if begun else BELUM
    return Penilaian(keadaan, ada, perlu, " ".join(parts), _mad_step(fakta, final))


def _promised(fakta):
    if fakta.janji:
        return f"{len(fakta.janji)} komitmen ditandatangani."
    if fakta.menolak:
        return f"Desa menyatakan tidak berkomitmen: {fakta.menolak.lower()}."
    if fakta.tanpa_tanda:
        return f"{len(fakta.tanpa_tanda)} kartu belum ditandatangani."
    return "Belum ada komitmen yang ditandatangani."


def sealing(forum):
    """It was held; only the seal is missing."""
    return Langkah(f"Finalkan notulen {forum.nama}.", Peran.ADMIN, forum.alamat)


def _mad_step(fakta, final):
    planned = next((f for f in fakta.forum if not f.final and f.jenis in FORUM_WAJIB), None)
    if planned and planned.notulen:
        return sealing(planned)
    if planned:
        teks = f"Pastikan wakil desa hadir di {planned.nama}."
        return Langkah(teks, Peran.PLD, planned.alamat, planned.tanggal)
    if fakta.tanpa_tanda:
        teks = "Lengkapi tanda tangan kartu komitmen."
        return Langkah(teks, Peran.PLD, fakta.tanpa_tanda[0])
    lacking = next((j for j in FORUM_WAJIB if j not in final), None)
    answered = fakta.janji or fakta.menolak
    if lacking and (answered or lacking != "mad_2"):
        address = f"{fixed('musyawarah:create')}?jenis={lacking}&wilayah={fakta.desa[:8]}"
        return Langkah(f"Rencanakan {FORUM_WAJIB[lacking]}.", Peran.TPID, address)
    if not answered:
        address = f"{fixed('inovasi:commit')}?desa={fakta.desa}"
        return Langkah("Isi kartu komitmen desa ini.", Peran.PLD, address)
    return None


def perencanaan(fakta):
    """3: each commitment stands in an APBDes by a verified line, or stopped for a reason."""
    janji = fakta.janji
    if not janji and fakta.menolak:
        kalimat = "Desa menyatakan tidak berkomitmen, jadi tidak ada yang dikawal."
        return Penilaian(TIDAK_PERLU, 0, 0, kalimat)
    if not janji:
        teks = "Catat pembahasan komitmen dalam RKPDes atau APBDes."
        return unproven(fakta, 3, teks, "Belum ada komitmen yang dikawal.")
    ada = sum(j.selesai for j in janji)
    budget = sum(j.dianggarkan for j in janji)
    kalimat = f"{ada} dari {len(janji)} komitmen sudah tuntas, {rupiah(budget)} dianggarkan."
    pending = [j for j in janji if not j.selesai]
    if not pending:
        return Penilaian(SELESAI, ada, len(janji), kalimat)
    late = [j for j in pending if j.terlambat]
    if late:
        year = late[0].tahun_anggaran
        kalimat += f" APBDes {year} sudah ditetapkan tanpa “{late[0].nama}”."
    keadaan = TERLAMBAT if late else BERJALAN
    return Penilaian(keadaan, ada, len(janji), kalimat, _budget_step(pending[0]))


def _budget_step(janji):
    if janji.tunggu:
        teks = f"Verifikasi baris APBDes untuk “{janji.nama}”."
        return Langkah(teks[:200], Peran.TPID, janji.tunggu, janji.batas)
    if not janji.jendela:
        teks = f"Alihkan “{janji.nama}” ke tahun berikutnya, atau batalkan dengan alasan."
        return Langkah(teks[:200], Peran.PLD, janji.alamat)
    teks = f"Masukkan “{janji.nama}” ke {janji.jendela}."
    return Langkah(teks[:200], Peran.PLD, janji.alamat, janji.batas)


def identifikasi(fakta):
    """4: an innovation verified by the TIK, or a verified "none was found here"."""
    found = [t for t in fakta.temuan if t.terverifikasi]
    status, address = fakta.nihil or ("", "")
    if found:
        kalimat = f"{len(found)} inovasi diverifikasi TIK."
        return Penilaian(SELESAI, len(found), len(found), kalimat)
    if status == StatusNihil.DIVERIFIKASI_TIK:
        return Penilaian(SELESAI, 1, 1, "Tidak ditemukan inovasi; sudah diverifikasi TIK.")
    turn = [(t.status, t.nama, t.alamat) for t in fakta.temuan]
    turn += [(status, "tidak ditemukan inovasi", address)] if status else []
    if not turn:
        p = unproven(fakta, 4, "", "Belum ada inovasi yang ditemukan, dan belum dinyatakan nihil.")
        address = f"{fixed('inovasi:create')}?desa={fakta.desa}&tahun={fakta.tahun}"
        langkah = Langkah("Catat inovasi desa ini, atau nyatakan nihil.", Peran.PLD, address)
        return Penilaian(p.keadaan, 0, 1, p.kalimat, _entry_first(p, langkah))
    state, nama, where = max(turn, key=lambda t: list(VERIFIER).index(t[0]))
    verb, who = VERIFIER[state]
    kalimat = f"{len(turn)} temuan sedang dinilai."
    return Penilaian(BERJALAN, 0, 1, kalimat, Langkah(f"{verb} “{nama}”."[:200], who, where))


# Whose turn it is with a finding, the farther on the lower.
VERIFIER = {
    StatusInovasi.DIAJUKAN: ("Verifikasi", Peran.TPID),
    StatusInovasi.DIKEMBALIKAN: ("Perbaiki", Peran.PLD),
    StatusInovasi.DIVERIFIKASI_TPID: ("Verifikasi", Peran.TIK),
}


def dokumentasi(fakta):
    """5: the learning document of each verified innovation is validated."""
    found = [t for t in fakta.temuan if t.terverifikasi]
    if not found and fakta.nihil and fakta.nihil[0] == StatusNihil.DIVERIFIKASI_TIK:
        return Penilaian(TIDAK_PERLU, 0, 0, "Tidak ada inovasi yang perlu didokumentasikan.")
    if not found:
        teks = "Catat dokumentasi inovasi di desa ini."
        return unproven(fakta, 5, teks, "Belum ada inovasi yang diverifikasi.")
    ada = sum(t.tervalidasi for t in found)
    kalimat = f"{ada} dari {len(found)} dokumen pembelajaran tervalidasi."
    pending = [t for t in found if not t.tervalidasi]
    if not pending:
        return Penilaian(SELESAI, ada, len(found), kalimat)
    t = pending[0]
    verb, who = WRITER.get(t.status, ("Lengkapi dokumen", Peran.PLD))
    langkah = Langkah(f"{verb} “{t.nama}”."[:200], who, t.alamat)
    return Penilaian(BERJALAN, ada, len(found), kalimat, langkah)


WRITER = {
    StatusInovasi.DIVERIFIKASI_TIK: ("Mulai dokumentasi", Peran.PLD),
    StatusInovasi.DIKEMAS: ("Validasi dokumen", Peran.TIK),
}


def kebutuhan(fakta):
    """6: no help is needed, or each need is answered by a work that was handed over."""
    needs = fakta.bantuan
    if not needs and fakta.tanpa_bantuan:
        return Penilaian(TIDAK_PERLU, 0, 0, "Desa menyatakan tidak membutuhkan P2KTD.")
    if not needs:
        p = unproven(fakta, 6, "", "Belum ada kebutuhan yang dicatat, dan belum dinyatakan nihil.")
        address = f"{fixed('p2ktd:need_create')}?desa={fakta.desa}"
        langkah = Langkah("Catat kebutuhan P2KTD, atau nyatakan tidak ada.", Peran.PLD, address)
        return Penilaian(p.keadaan, 0, 1, p.kalimat, _entry_first(p, langkah))
    ada = sum(n.kerja in DISERAHKAN for n in needs)
    kalimat = f"{ada} dari {len(needs)} kebutuhan sudah diserahterimakan."
    pending = [n for n in needs if n.kerja not in DISERAHKAN]
    if not pending:
        return Penilaian(SELESAI, ada, len(needs), kalimat)
    late = [n for n in pending if n.terlambat]
    if late:
        kalimat += f" Kontrak “{late[0].nama}” lewat sejak {tgl(late[0].batas)}."
    keadaan = TERLAMBAT if late else BERJALAN
    return Penilaian(keadaan, ada, len(needs), kalimat, _help_step((late or pending)[0]))


def _entry_first(p, langkah):
    """An entry that came back, or waits for its reviewer, comes before the duty's own form."""
    return p.langkah if p.langkah.teks else langkah


# Statuses of a work by which it was handed over, accepted, or is under contract.
DITERIMA = {"dipertanggungjawabkan", "dibayar", "selesai"}
DISERAHKAN = {"diserahterimakan", *DITERIMA}
KONTRAK = {"kontrak", "berjalan"}
GILIRAN = {
    "": "Susun pekerjaan untuk",
    "disusun": "Lengkapi KAK dan RAB, lalu pilih penyedia untuk",
    "penyedia_dipilih": "Tanda tangani SPK untuk",
    "kontrak": "Mulai pekerjaan",
    "berjalan": "Catat pelaksanaan dan laporan",
    "laporan_diserahkan": "Tanda tangani BAST untuk",
    "sengketa": "Selesaikan sengketa",
}


def _help_step(n):
    if n.status == "diusulkan":
        teks = f"Bawa “{n.nama}” ke musyawarah untuk diprioritaskan."
        return Langkah(teks[:200], Peran.TPID, n.alamat)
    who = Peran.PLD if n.kerja == "berjalan" else Peran.TPID
    batas = n.batas if n.kerja in KONTRAK else None
    return Langkah(f"{GILIRAN[n.kerja]} “{n.nama}”."[:200], who, n.alamat_kerja or n.alamat, batas)


def unproven(fakta, nomor, teks, kalimat):
    """What entries alone say of a duty whose facts are not there yet."""
    keadaan = BERJALAN if started(fakta, nomor) else BELUM
    kalimat = underway(fakta, nomor) or kalimat
    ada = fakta.diterima.get(nomor, 0)
    return Penilaian(keadaan, ada, 0, kalimat, log_step(fakta, nomor, teks))


def pertanggungjawaban(fakta):
    """7: a final Musdes has decided on each work that was handed over [S46]."""
    handed = [n for n in fakta.bantuan if n.kerja in DISERAHKAN]
    if not handed and fakta.tanpa_bantuan and not fakta.bantuan and not fakta.musdes:
        kalimat = "Tidak ada pekerjaan P2KTD yang dipertanggungjawabkan."
        return Penilaian(TIDAK_PERLU, 0, 0, kalimat)
    if not handed:
        return musdes_p2ktd(fakta)
    ada = sum(n.kerja in DITERIMA for n in handed)
    kalimat = f"{ada} dari {len(handed)} pekerjaan diterima dalam Musdes."
    pending = [n for n in handed if n.kerja not in DITERIMA]
    if not pending:
        return Penilaian(SELESAI, ada, len(handed), kalimat)
    planned = musdes_p2ktd(fakta).langkah
    if planned is None:  # every Musdes is sealed: its verdict is what is missing
        teks = f"Catat putusan Musdes untuk “{pending[0].nama}”."
        planned = Langkah(teks[:200], Peran.ADMIN, pending[0].alamat_kerja)
    return Penilaian(BERJALAN, ada, len(handed), kalimat, planned)


def musdes_p2ktd(fakta):
    """Where no work stands in our books, the Musdes alone speaks."""
    done = [m for m in fakta.musdes if m.final]
    if done:
        kalimat = f"Musdes {tgl(done[-1].tanggal)} sudah final."
        return Penilaian(SELESAI, len(done), len(done), kalimat)
    if fakta.musdes and fakta.musdes[0].notulen:
        m = fakta.musdes[0]
        kalimat = f"Musdes {tgl(m.tanggal)} sudah berlangsung, notulennya belum final."
        return Penilaian(BERJALAN, 0, 1, kalimat, sealing(m))
    if fakta.musdes:
        m = fakta.musdes[0]
        kalimat = f"Musdes direncanakan {tgl(m.tanggal)}."
        langkah = Langkah("Siapkan Musdes pertanggungjawaban.", Peran.PLD, m.alamat, m.tanggal)
        return Penilaian(BERJALAN, 0, 1, kalimat, langkah)
    keadaan = BERJALAN if started(fakta, 7) else BELUM
    kalimat = underway(fakta, 7) or "Belum ada Musdes pertanggungjawaban P2KTD."
    address = f"{fixed('musyawarah:create')}?jenis=musdes_p2ktd&wilayah={fakta.desa}"
    langkah = Langkah("Rencanakan Musdes pertanggungjawaban P2KTD.", Peran.PLD, address)
    return Penilaian(keadaan, 0, 1, kalimat, langkah)


# The seven duties in their order; each floor that comes replaces its row's rule.
ATURAN = {
    1: sosialisasi,
    2: mad,
    3: perencanaan,
    4: identifikasi,
    5: dokumentasi,
    6: kebutuhan,
    7: pertanggungjawaban,
}


def judge(fakta):
    """{1: Penilaian, … 7: Penilaian} for one village and year."""
    return {nomor: rule(fakta) for nomor, rule in ATURAN.items()}
