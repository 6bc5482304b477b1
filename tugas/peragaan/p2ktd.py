"""P2KTD in the demonstration: a call, providers in every state, two choices, complaints."""

from datetime import timedelta
from uuid import UUID

from desa.choices import JenisKelamin
from desa.models import Wilayah
from p2ktd.actions import pencocokan as pencocokan_actions
from p2ktd.actions import pengaduan as pengaduan_actions
from p2ktd.actions import pengumuman as pengumuman_actions
from p2ktd.actions import penyedia as penyedia_actions
from p2ktd.choices import Nilai
from p2ktd.models import Pengumuman
from ppid.lib.berkas import PDF, Isi
from tugas.peragaan import indeks, pekerjaan
from tugas.peragaan.orang import KALIPARE, MALANG, villages_of
from tugas.peragaan.waktu import at

# name, form, bidang, layanan, years of experience, kecamatan it names, state
LEMBAGA = [
    ("Yayasan Bina Desa Makmur", "lsm", ["pel", "sdm"], ["bimtek", "mentoring"], 12, [KALIPARE],
     "ditetapkan"),
    ("Pusat Studi Desa Brantas", "universitas", ["pel"], ["bimtek", "studi"], 8, [], "ditetapkan"),
    ("Asosiasi Perencana Pedesaan", "asosiasi", ["infrastruktur"], ["konsultasi"], 6, [],
     "ditetapkan"),
    ("CV Cipta Embung", "perusahaan", ["infrastruktur"], ["konsultasi", "pelatihan"], 4, [],
     "segera"),
    ("Lembaga Karya Muda", "lsm", ["sdm"], ["pelatihan"], 3, [], "nonaktif"),
    ("CV Janji Cepat", "perusahaan", ["pel"], ["bimtek"], 2, [], "daftar_hitam"),
    ("Sanggar Literasi Sumber", "lsm", ["sdm"], ["mentoring"], 5, [], "lolos_verifikasi"),
    ("CV Tanpa Alamat", "perusahaan", ["pel"], ["studi"], 0, [], "ditolak"),
]  # fmt: skip
BARU = [
    ("Koperasi Ahli Desa", "asosiasi", ["pel"], ["pendampingan"], 7, [], "mendaftar"),
    ("Klinik BUMDes Selatan", "lsm", ["pel"], ["bimtek"], 4, [], "mendaftar"),
]
URAIAN = (
    "Lembaga profesional (perguruan tinggi, LSM, asosiasi profesi) diundang menjadi penyedia "
    "peningkatan kapasitas teknis desa."
)


def all_of_them(who, names, today):
    by = who["tik-p2ktd"]
    indeks.all_of_them(who, today)
    providers = _last_years(by, names, today)
    _open_call(by, names, today)
    _choices(who, providers, today)
    _complaints(who, providers, today)
    pekerjaan.all_of_them(who, providers, today)


def _call(by, nomor, day, **fields):
    made = pengumuman_actions.create(
        by=by,
        wilayah=Wilayah.objects.get(pk=MALANG),
        nomor=nomor,
        judul="Penerimaan penyedia P2KTD Kabupaten Malang",
        tanggal=day,
        mulai=day + timedelta(days=3),
        waktu="09.00 sampai 15.00",
        tempat_daftar="Sekretariat TIK, Kantor Dinas PMD",
        kontak="sekretariat.tik@contoh.id",
        uraian=URAIAN,
        **fields,
    )
    pengumuman_actions.publish(made, by=by)
    return Pengumuman.objects.get(pk=made.pk)


def _last_years(by, names, today):
    """A call that is finished, and what became of everybody who answered it."""
    day = today - timedelta(days=200)
    with at(day, 9):
        call = _call(by, "414/09/TIK/2026", day, tahun=day.year, selesai=day + timedelta(days=12))
    found = {}
    for n, (nama, *rest) in enumerate(LEMBAGA):
        with at(day + timedelta(days=4), 10, n):
            found[nama] = _apply(call, n, nama, names, *rest[:-1])
    with at(day + timedelta(days=9), 9):
        for n, (nama, *rest) in enumerate(LEMBAGA):
            _judge(found[nama], by, n, rest[-1])
    with at(day + timedelta(days=14), 9):
        pengumuman_actions.close(call, by=by)
        pengumuman_actions.seal(call, by=by)
    for nama, *rest in LEMBAGA:
        _settle(found[nama], by, rest[-1], day + timedelta(days=30), today)
    return found


def _apply(call, n, nama, names, bentuk, bidang, layanan, tahun, kecamatan):
    made = penyedia_actions.apply(
        call,
        isian=UUID(int=call.pk * 1000 + n),
        nama=nama,
        bentuk=bentuk,
        pimpinan=names.next(JenisKelamin.P if n % 2 else JenisKelamin.L),
        alamat=f"Jalan Contoh {n + 1}, Kepanjen",
        telepon=f"+62341000{n:03}",
        surel=f"lembaga{n}@contoh.id",
        kontak_umum=n % 2 == 0,
        bidang=bidang,
        layanan=layanan,
    )
    penyedia_actions.edit(
        made,
        by=None,
        tahun_pengalaman=tahun,
        kapasitas=2 + n % 3,
        no_akta=f"{n + 4}",
        instansi="Badan Kesatuan Bangsa dan Politik",
        no_terdaftar=f"220/{n + 11}/2020",
        wilayah_layanan=Wilayah.objects.filter(pk__in=kecamatan),
    )
    ahli = names.next(JenisKelamin.L if n % 2 else JenisKelamin.P)
    penyedia_actions.add_expert(
        made, by=None, nama=ahli, keahlian="Pembukuan desa", pengalaman=tahun
    )
    return made


def _judge(made, by, n, state):
    penyedia_actions.confirm(made, by=by, catatan="Ditelepon, alamat dan pengurus sesuai.")
    syarat = list(made.pengumuman.syarat.all())
    if state != "ditolak":
        for s in syarat:
            if s.berberkas:
                paper = Isi(
                    f"{s.teks.lower()}.pdf", PDF, f"{made.pk:08}{s.pk:08}" * 4, pekerjaan.HALAMAN
                )
                penyedia_actions.add_paper(made, s, paper, by=by)
    weak = syarat[n % len(syarat)].pk
    nilai = {s.pk: Nilai.SEBAGIAN if s.pk == weak else Nilai.PENUH for s in syarat}
    if state == "ditolak":
        nilai = dict.fromkeys(nilai, Nilai.TIDAK)
    penyedia_actions.score(made, by=by, nilai=nilai)
    if state == "ditolak":
        penyedia_actions.reject(
            made, by=by, catatan="Kantor tidak ditemukan dan berkas tidak lengkap."
        )
    else:
        penyedia_actions.accept(made, by=by)


def _settle(made, by, state, day, today):
    if state in {"lolos_verifikasi", "ditolak"}:
        return
    ends = today + timedelta(days=40 if state == "segera" else 500)
    with at(day, 9):
        penyedia_actions.appoint(
            made, by=by, no_sk="188.45/214/2026", tanggal_sk=day, berlaku_sampai=ends
        )
    with at(today - timedelta(days=20), 9):
        if state == "nonaktif":
            penyedia_actions.deactivate(made, by=by, catatan="Lembaga pindah ke kota lain.")
        elif state == "daftar_hitam":
            penyedia_actions.blacklist(
                made, by=by, selesai=today + timedelta(days=300),
                catatan="Pelatihan dibayar penuh tetapi tidak dilaksanakan.",
            )  # fmt: skip


def _open_call(by, names, today):
    day = today - timedelta(days=10)
    with at(day, 9):
        call = _call(
            by, "414/21/TIK/2026", day, tahun=today.year, selesai=today + timedelta(days=20)
        )
    for n, (nama, *rest) in enumerate(BARU):
        with at(today - timedelta(days=3 - n), 11):
            _apply(call, n + len(LEMBAGA), nama, names, *rest[:-1])


def _choices(who, providers, today):
    """One search that was decided, one in the middle of judging, one just begun."""
    ketua, desa = who["tpid"], villages_of(KALIPARE)
    invited = [providers["Yayasan Bina Desa Makmur"], providers["Pusat Studi Desa Brantas"]]
    for n, judul in enumerate(("Pembukuan BUMDes", "Pemasaran keripik singkong")):
        with at(today - timedelta(days=15 - n), 9):
            made = _search(ketua, desa[n], judul, today)
            pencocokan_actions.invite(
                made, by=ketua, penyedia=invited, batas=today - timedelta(days=6)
            )
            for k, undangan in enumerate(made.undangan.order_by("pk")):
                pencocokan_actions.offer(
                    made, undangan, by=ketua, tanggal=today - timedelta(days=15 - n),
                    harga=5_400_000 + 300_000 * k, hari=6 - k,
                    metode="Praktik di desa dua hari seminggu, lalu kunjungan ulang.",
                    tenaga="Satu ahli pembukuan, satu pendamping",
                )  # fmt: skip
        with at(today - timedelta(days=5 - n), 9):
            _declare(made, who, invited[1])
            pencocokan_actions.compare(made, by=ketua)
            for letter in made.penawaran_masuk:
                good = letter.undangan.penyedia_id == invited[0].pk
                nilai = dict.fromkeys(pencocokan_actions.DINILAI, 5 if good else 3)
                pencocokan_actions.score(made, letter, by=ketua, nilai=nilai)
        if n == 0:
            with at(today - timedelta(days=2), 9):
                pencocokan_actions.choose(
                    made, by=ketua, penyedia=invited[0],
                    catatan="Nilai tertinggi, berpengalaman di Kalipare, dan harga terendah.",
                )  # fmt: skip
    with at(today, 8):
        _search(ketua, desa[2], "Perawatan embung", today, "infrastruktur", "konsultasi")


def _search(by, desa, judul, today, bidang="pel", layanan="bimtek"):
    return pencocokan_actions.create(
        by=by, desa=desa, judul=judul, tahun=today.year, bidang=bidang, layanan=layanan,
        mulai=today + timedelta(days=7), selesai=today + timedelta(days=37), biaya=6_000_000,
        keluaran=f"{judul}: pengurus mampu mengerjakannya sendiri.",
    )  # fmt: skip


def _declare(made, who, penyedia_):
    for member in made.anggota():
        if member == who["tpid-bendahara"]:
            pencocokan_actions.declare(
                made, by=member, kepentingan="kerabat", penyedia=penyedia_,
                penjelasan="Adik saya bekerja di sana.",
            )  # fmt: skip
        else:
            pencocokan_actions.declare(made, by=member, kepentingan="tidak_ada")


def _complaints(who, providers, today):
    about = providers["Pusat Studi Desa Brantas"]
    told = [
        ("mutu", "Pelatihan dijanjikan dua hari, ternyata selesai dalam tiga jam.", 12),
        ("uang", "Peserta diminta membayar buku padahal sudah termasuk biaya.", 6),
        ("perilaku", "Pelatih datang terlambat dua kali dan tidak memberi kabar.", 1),
    ]
    made = []
    for n, (kategori, isi, days) in enumerate(told):
        with at(today - timedelta(days=days), 19):
            made.append(
                pengaduan_actions.report(
                    wilayah=about.wilayah, penyedia=about, isian=UUID(int=700 + n),
                    kategori=kategori, isi=isi, nama="" if n else "Warga Contoh",
                )
            )  # fmt: skip
    with at(today - timedelta(days=10), 9):
        pengaduan_actions.take_up(made[0], by=who["admin"])
    with at(today - timedelta(days=4), 9):
        pengaduan_actions.resolve(
            made[0], by=who["admin"],
            catatan="Penyedia sudah ditegur; pelatihan diulang penuh dua hari.",
        )  # fmt: skip
        pengaduan_actions.take_up(made[1], by=who["admin"])
