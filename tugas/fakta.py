"""Reads the facts of many villages at once: the same few queries for one village or a kabupaten,
and of each row no more than the judgement asks, for this is done with every entry that comes in."""

from datetime import date

from django.db.models import Count
from django.utils import timezone

from inovasi.choices import StatusButir, StatusKomitmen, StatusNihil
from inovasi.ketentuan import Kalender
from inovasi.models import ButirPerencanaan, Inovasi, Komitmen, NihilInovasi, PenolakanKomitmen
from inovasi.models.inovasi import VALIDATED, VERIFIED
from inovasi.models.komitmen import BERHENTI
from inovasi.models.perencanaan import ANGGARAN
from musyawarah.choices import Status as StatusMusyawarah
from musyawarah.models import Kehadiran, Musyawarah
from p2ktd.choices import StatusKebutuhan
from p2ktd.models import Kebutuhan, Pekerjaan
from tugas.choices import Status, Tema
from tugas.keadaan import Bantuan, Fakta, Forum, Janji, Temuan
from tugas.models import Kegiatan
from tugas.penilaian import FORUM_WAJIB

MUSDES_P2KTD = "musdes_p2ktd"
JANJI = (
    "desa", "nama_kegiatan", "status", "tahun_anggaran", "dianggarkan",
    "ditandatangani_at", "rkpdes_at", "apbdes_at",
)  # fmt: skip
REVIEWED = {Status.DITERIMA: "diterima", Status.TERKIRIM: "menunggu"}


def facts_of(kodes, tahun):
    """{kode: Fakta} for these villages and this year."""
    facts = {kode: Fakta(kode, tahun) for kode in kodes}
    _entries(facts, tahun)
    _socialisations(facts, tahun)
    _forums(facts, tahun)
    _promises(facts, tahun)
    _findings(facts, tahun)
    _help(facts, tahun)
    return facts


def _entries(facts, tahun):
    rows = Kegiatan.objects.filter(desa__in=facts, tahun=tahun)
    counted = rows.filter(status__in=REVIEWED).order_by()
    for desa, nomor, status, n in counted.values_list("desa_id", "tugas", "status").annotate(
        n=Count("pk")
    ):
        getattr(facts[desa], REVIEWED[status])[nomor] = n
    back = rows.filter(status=Status.DIKEMBALIKAN).only("desa", "tugas")
    for entry in back.order_by("-tanggal", "-pk"):
        facts[entry.desa_id].kembali[entry.tugas] = entry.get_absolute_url()


def _socialisations(facts, tahun):
    """The first accepted one of each theme at which people were counted."""
    rows = Kegiatan.objects.filter(
        desa__in=facts, tahun=tahun, tugas=1, status=Status.DITERIMA, peserta__gt=0
    ).exclude(tema="")
    for desa, tema, tanggal, peserta in rows.order_by("tanggal", "pk").values_list(
        "desa_id", "tema", "tanggal", "peserta"
    ):
        themes = [Tema.PPID, Tema.P2KTD] if tema == Tema.KEDUANYA else [tema]
        for t in themes:
            facts[desa].tema.setdefault(str(t), (tanggal, peserta))


def _forums(facts, tahun):
    places = {kode[:width] for kode in facts for width in (5, 8, 13)}
    meetings = list(
        Musyawarah.objects.filter(
            wilayah__in=places, tahun=tahun, jenis__in=[*FORUM_WAJIB, MUSDES_P2KTD]
        )
        .exclude(status=StatusMusyawarah.BATAL)
        .only("wilayah", "jenis", "tanggal", "status")
        .order_by("tanggal", "pk")
    )
    held = [m.pk for m in meetings if m.status == StatusMusyawarah.FINAL]
    present = set(
        Kehadiran.objects.filter(musyawarah__in=held, desa__in=facts, hadir=True).values_list(
            "musyawarah_id", "desa_id"
        )
    )
    for m in meetings:
        for kode, fakta in facts.items():
            if kode == m.wilayah_id or kode.startswith(f"{m.wilayah_id}."):
                target = fakta.musdes if m.jenis == MUSDES_P2KTD else fakta.forum
                target.append(_as_seen(m, kode, present))


def _as_seen(m, kode, present):
    return Forum(
        jenis=m.jenis,
        nama=m.get_jenis_display(),
        tanggal=m.tanggal,
        final=m.status == StatusMusyawarah.FINAL,
        hadir=(m.pk, kode) in present,
        alamat=m.get_absolute_url(),
        notulen=m.status == StatusMusyawarah.NOTULEN,
    )


def _promises(facts, tahun):
    """Signed commitments, those that say no, and what the calendar still allows."""
    signed = Komitmen.objects.filter(desa__in=facts, tahun=tahun).only(*JANJI)
    rows = list(signed.order_by("created_at", "pk"))
    refused = PenolakanKomitmen.objects.filter(desa__in=facts, tahun=tahun, dicabut_at__isnull=True)
    for row in refused.only("desa", "alasan"):
        facts[row.desa_id].menolak = row.get_alasan_display()
    if not rows:
        return
    kalender = Kalender({k.desa_id[:5] for k in rows}, {k.tahun_anggaran for k in rows})
    waiting = _waiting_lines([k.pk for k in rows])
    for k in rows:
        if k.ditandatangani_at:
            facts[k.desa_id].janji.append(_promise(k, kalender, waiting))
        elif k.status == StatusKomitmen.DRAF:
            facts[k.desa_id].tanpa_tanda.append(k.get_absolute_url())
    for fakta in facts.values():
        fakta.janji.sort(key=lambda j: (j.selesai, j.batas or date.max, j.nama))


def _waiting_lines(keys):
    """{commitment: address of its APBDes line that waits for the verifier}."""
    rows = ButirPerencanaan.objects.filter(
        komitmen__in=keys, dokumen__in=ANGGARAN, status=StatusButir.DICATAT
    )
    return {row.komitmen_id: row.get_absolute_url() for row in rows.order_by("-created_at")}


def _promise(k, kalender, waiting):
    settled = bool(k.apbdes_at) or k.status in BERHENTI
    kabupaten, today = k.desa_id[:5], timezone.localdate()
    window = kalender.next(kabupaten, k.tahun_anggaran, today, in_rkpdes=bool(k.rkpdes_at))
    return Janji(
        nama=str(k),
        selesai=settled,
        dianggarkan=k.dianggarkan,
        alamat=k.get_absolute_url(),
        tahun_anggaran=k.tahun_anggaran,
        terlambat=not settled and kalender.is_late(kabupaten, k.tahun_anggaran, today),
        jendela=window.nama if window and not settled else "",
        batas=window.selesai if window and not settled else None,
        tunggu=waiting.get(k.pk, ""),
    )


def _findings(facts, tahun):
    found = Inovasi.objects.filter(desa__in=facts, tahun=tahun).standing()
    for i in found.only("desa", "judul", "status").order_by("created_at", "pk"):
        facts[i.desa_id].temuan.append(
            Temuan(
                nama=i.judul,
                status=i.status,
                terverifikasi=i.status in VERIFIED,
                tervalidasi=i.status in VALIDATED,
                alamat=i.get_absolute_url(),
            )
        )
    nil = NihilInovasi.objects.filter(desa__in=facts, tahun=tahun)
    for n in nil.exclude(status=StatusNihil.BATAL).only("desa", "status"):
        facts[n.desa_id].nihil = (n.status, n.get_absolute_url())


def _help(facts, tahun):
    """Technical needs with the work for each; a need that was dropped no longer counts."""
    rows = Kebutuhan.objects.filter(desa__in=facts, tahun=tahun).exclude(
        status__in=[StatusKebutuhan.DRAF, StatusKebutuhan.BATAL]
    )
    works = Pekerjaan.objects.standing().filter(desa__in=facts, tahun=tahun)
    by_need = {work.kebutuhan_id: work for work in works.only("kebutuhan", "status", "selesai")}
    for need in rows.only("desa", "judul", "status").order_by("created_at", "pk"):
        if need.status == StatusKebutuhan.NIHIL:
            facts[need.desa_id].tanpa_bantuan = need.get_absolute_url()
        else:
            facts[need.desa_id].bantuan.append(_as_help(need, by_need.get(need.pk)))


def _as_help(need, work):
    return Bantuan(
        nama=need.judul,
        status=need.status,
        alamat=need.get_absolute_url(),
        kerja=work.status if work else "",
        alamat_kerja=work.get_absolute_url() if work else "",
        batas=work.selesai if work else None,
        terlambat=bool(work and work.terlambat),
    )
