"""Announcements, providers, choices, complaints, made through the product's own actions."""

from datetime import timedelta
from importlib import import_module

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from uuid6 import uuid7

from desa.choices import Jabatan, Peran
from inovasi.choices import Bidang
from p2ktd.actions import pencocokan
from p2ktd.actions import pengaduan as pengaduan_actions
from p2ktd.actions import pengumuman as pengumuman_actions
from p2ktd.actions import penyedia as actions
from p2ktd.choices import JenisLayanan, Nilai, StatusPemilihan, StatusPengumuman, StatusPenyedia
from p2ktd.models import Pemilihan, Pengumuman, Penyedia
from ppid.lib.berkas import read_paper
from tests import factories

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
S = StatusPenyedia


def pokja(kode=factories.KABUPATEN):
    return factories.user(Peran.TIK, kode, Jabatan.POKJA_P2KTD)


def day(days):
    return timezone.localdate() + timedelta(days=days)


def pengumuman(status=StatusPengumuman.TERBIT, kode=factories.KABUPATEN, by=None, **fields):
    by = by or pokja(kode)
    n = next(factories.number)
    facts = {
        "nomor": f"414/{n}/TIK/2026",
        "judul": "Penerimaan P2KTD",
        "tahun": timezone.localdate().year,
        "tanggal": day(-10),
        "mulai": day(-5),
        "selesai": day(5),
        "tempat_daftar": "Sekretariat TIK",
    } | fields
    made = pengumuman_actions.create(by=by, wilayah=factories.wilayah(kode), **facts)
    ways = {
        StatusPengumuman.DRAF: [],
        StatusPengumuman.TERBIT: ["publish"],
        StatusPengumuman.SELEKSI: ["publish", "close"],
        StatusPengumuman.BATAL: ["cancel"],
    }
    if status == StatusPengumuman.SELESAI:
        pengumuman_actions.publish(made, by=by)
        lolos(made, by)
        pengumuman_actions.close(made, by=by)
        pengumuman_actions.seal(made, by=by)
    else:
        for name in ways[status]:
            pengumuman_actions.BUTTONS[name](made, by=by, catatan="Karena begitu.")
    return Pengumuman.objects.get(pk=made.pk)


def pendaftar(to=None, **fields):
    """An application as it comes in through the public form."""
    n = next(factories.number)
    facts = {
        "isian": uuid7(),
        "nama": f"Lembaga {n}",
        "bentuk": "lsm",
        "pimpinan": f"Pimpinan {n}",
        "alamat": "Jalan Merdeka 1",
        "telepon": "+622751234567",
        "surel": f"lembaga{n}@contoh.id",
        "bidang": [Bidang.PEL],
        "layanan": [JenisLayanan.BIMTEK],
    } | fields
    return actions.apply(to or pengumuman(), **facts)


def paper(content=PDF, name="berkas.pdf"):
    return read_paper(SimpleUploadedFile(name, content))


def complete(made, by, nilai=Nilai.PENUH):
    """Everything that passing asks for: confirmed, every paper there, every requirement scored."""
    actions.confirm(made, by=by, catatan="Ditelepon.")
    judge(made, by, nilai)


def judge(made, by, nilai=Nilai.PENUH):
    syarat = list(made.pengumuman.syarat.all())
    for s in syarat:
        if s.berberkas:
            actions.add_paper(made, s, paper(), by=by)
    actions.score(made, by=by, nilai={s.pk: nilai for s in syarat})


def lolos(to, by, **fields):
    made = pendaftar(to, **fields)
    complete(made, by)
    actions.accept(made, by=by)
    return Penyedia.objects.get(pk=made.pk)


def penyedia(status=S.DITETAPKAN, kode=factories.KABUPATEN, by=None, sampai=None, **fields):
    """A provider in this status, by the shortest way."""
    by = by or pokja(kode)
    call = pengumuman(kode=kode, by=by)
    if status in {S.MENDAFTAR, S.DITOLAK}:
        made = pendaftar(call, **fields)
        if status == S.DITOLAK:
            actions.reject(made, by=by, catatan="Tidak memenuhi syarat.")
        return Penyedia.objects.get(pk=made.pk)
    made = lolos(call, by, **fields)
    pengumuman_actions.close(call, by=by)
    pengumuman_actions.seal(call, by=by)
    if status != S.LOLOS:
        decree(made, by, sampai)
    if status == S.NONAKTIF:
        actions.deactivate(made, by=by, catatan="Pindah kantor.")
    if status == S.DAFTAR_HITAM:
        actions.blacklist(made, by=by, selesai=day(90), catatan="Pekerjaan ditinggalkan.")
    return Penyedia.objects.get(pk=made.pk)


def decree(made, by, sampai=None):
    sampai = sampai or day(300)
    mulai = min(sampai, timezone.localdate()) - timedelta(days=30)
    actions.appoint(made, by=by, no_sk="188.45/1/2026", tanggal_sk=mulai, berlaku_sampai=sampai)


def pengaduan(penyedia_=None, **fields):
    """A complaint as it comes in through the public form."""
    about = penyedia_ or penyedia()
    facts = {
        "isian": uuid7(),
        "kategori": "mutu",
        "isi": "Pelatihannya hanya satu jam, padahal dijanjikan dua hari.",
        "nama": "Siti Pelapor",
        "kontak": "0812-0000-1111",
    } | fields
    return pengaduan_actions.report(wilayah=about.wilayah, penyedia=about, **facts)


def tpid(jabatan=Jabatan.KETUA, **fields):
    return factories.user(Peran.TPID, factories.KECAMATAN, jabatan, **fields)


P = StatusPemilihan


def pemilihan(status=P.DISUSUN, by=None, oleh=None, **fields):
    """A search in this status; from the offers on, one provider has offered, and in `dipilih` it
    was chosen."""
    by = by or tpid()
    facts = {
        "judul": "Pembukuan BUMDes",
        "tahun": timezone.localdate().year,
        "bidang": Bidang.PEL,
        "layanan": JenisLayanan.BIMTEK,
        "mulai": day(10),
        "selesai": day(40),
        "biaya": 6_000_000,
        "keluaran": "Pembukuan yang rapi.",
    } | fields
    made = pencocokan.create(by=by, desa=factories.wilayah(), **facts)
    if status == P.BATAL:
        pencocokan.cancel(made, by=by, catatan="Ditunda.")
    elif status != P.DISUSUN:
        _offered(made, by, oleh or penyedia(), status)
    return Pemilihan.objects.get(pk=made.pk)


def _offered(made, by, oleh, status):
    pencocokan.invite(made, by=by, penyedia=[oleh])
    letter = offer(made, oleh, by)
    for member in made.anggota():
        pencocokan.declare(made, by=member, kepentingan="tidak_ada")
    if status == P.PENAWARAN:
        return
    pencocokan.compare(made, by=by)
    if status == P.DIPILIH:
        pencocokan.score(made, letter, by=by, nilai=dict.fromkeys(pencocokan.DINILAI, 4))
        pencocokan.choose(made, by=by, penyedia=oleh, catatan="Paling sesuai kebutuhan desa.")


def offer(made, oleh, by, harga=5_500_000):
    facts = {"tanggal": day(0), "harga": harga, "hari": 6, "metode": "Praktik.", "tenaga": "Dua"}
    return pencocokan.offer(made, made.undangan.get(penyedia=oleh), by=by, **facts)


def url_kwargs(page):
    """What stands in the URLs of this floor; pages of works are told by their own factories."""
    if page.startswith("call") or page.startswith("requirement") or page == "selection_record":
        return _call_kwargs(page)
    if page in {"announcement", "apply"}:
        return {"pk": pengumuman().pk}
    if page == "confirm":
        return {"token": "bukan-token"}
    if page.startswith("application"):
        return _application_kwargs(page)
    if page.startswith("complain"):
        return _complaint_kwargs(page)
    if page.startswith("selection"):
        return _selection_kwargs(page)
    if page in PROVIDER:
        return _provider_kwargs(page)
    return import_module("tests.factories.alamat_kerja").url_kwargs(page)


PROVIDER = {
    "provider", "manage", "provider_edit", "score", "provider_step", "expert_add", "paper_add",
    "paper",
}  # fmt: skip


def _call_kwargs(page):
    made = pengumuman(StatusPengumuman.DRAF if page.startswith("req") else StatusPengumuman.TERBIT)
    kwargs = {"pk": made.pk}
    if page == "call_step":
        kwargs["name"] = "close"
    if page == "requirement_remove":
        kwargs["row"] = made.syarat.first().pk
    return kwargs


def _application_kwargs(page):
    made = pendaftar()
    kwargs = {"kode": actions.code_for(made)}
    if page == "application_part":
        kwargs["bagian"] = "legalitas"
    if page == "application_paper":
        kwargs["row"] = made.pengumuman.syarat.get(teks="Profil lembaga").pk
    if page == "application_expert_remove":
        kwargs["row"] = 0
    return kwargs


def _provider_kwargs(page):
    made = penyedia(S.DITETAPKAN if page == "provider" else S.MENDAFTAR)
    syarat = made.pengumuman.syarat.get(teks="Profil lembaga")
    extra = {
        "provider_edit": {"bagian": "identitas"},
        "provider_step": {"name": "reject"},
        "paper_add": {"row": syarat.pk},
    }
    if page == "paper":
        return {"pk": actions.add_paper(made, syarat, paper(), by=None).pk}
    return {"pk": made.pk} | extra.get(page, {})


def _complaint_kwargs(page):
    if page == "complain":
        return {"pk": penyedia().pk}
    if page == "complain_work":
        return {"pk": import_module("tests.factories.pekerjaan").work("kontrak").pk}
    made = pengaduan()
    if page == "complaint_status":
        return {"kode": pengaduan_actions.code_for(made)}
    return {"pk": made.pk} | ({"name": "take_up"} if page == "complaint_step" else {})


def _selection_kwargs(page):
    if page == "selection_offer":
        made = pemilihan(P.PENAWARAN)
        return {"pk": made.pk, "row": made.undangan.get().pk}
    if page == "selection_score":
        made = pemilihan(P.PENILAIAN)
        return {"pk": made.pk, "row": made.penawaran_masuk.get().pk}
    made = pemilihan()
    return {"pk": made.pk} | ({"name": "cancel"} if page == "selection_step" else {})
