"""What the money allows, as sentences for forms, pages and actions alike: the cap of the year for a
village, the share of the pagu for P2KTD, the provider and its expert."""

from django.utils import timezone

from desa.choices import JenisTim
from desa.models import Tim
from p2ktd.choices import StatusDana, StatusPenyedia, SumberBiaya, SyaratCair
from p2ktd.models import AturanTahun, Dana, Kebutuhan, Pekerjaan, Penawaran, Penyedia
from p2ktd.models.pekerjaan import BERLAKU
from p2ktd.naskah import lpd_of
from p2ktd.orang_dalam import insiders
from p2ktd.workflow import missing_evidence
from ppid.lib.tags import rupiah
from ppid.lib.tanggal import tgl

DOK = SumberBiaya.DOK


def cap_of(tahun):
    """The most that one village may get in this year, in rupiah; None where the year knows none."""
    return AturanTahun.objects.filter(tahun=tahun).values_list("batas_desa", flat=True).first()


def over_cap(desa, tahun, amount, *, sumber=DOK, others=0):
    """The sentence where a village would get more than its cap; "" where it would not."""
    cap = cap_of(tahun) if sumber == DOK else None
    total = (amount or 0) + others
    if cap is None or total <= cap:
        return ""
    return (
        f"Jumlah untuk {desa.berjenis} tahun {tahun} menjadi {rupiah(total)}, melampaui batas "
        f"{rupiah(cap)} per desa. Tulis alasannya untuk tetap melanjutkan."
    )


def need_over_cap(desa, tahun, amount, *, sumber=DOK, apart_from=None):
    others = Kebutuhan.objects.living().filter(desa=desa, tahun=tahun, sumber=DOK)
    others = others.exclude(pk=apart_from).money("perkiraan_biaya")
    return over_cap(desa, tahun, amount, sumber=sumber, others=others)


def work_over_cap(pekerjaan):
    """The same for the RAB of a work, beside the other works of its village."""
    rows = Pekerjaan.objects.standing().filter(
        desa=pekerjaan.desa_id, tahun=pekerjaan.tahun, sumber=DOK
    )
    others = sum(rows.exclude(pk=pekerjaan.pk).values_list("harga", flat=True).exclude(harga=None))
    return over_cap(
        pekerjaan.desa,
        pekerjaan.tahun,
        pekerjaan.jumlah_rab.total,
        sumber=pekerjaan.sumber,
        others=others,
    )


def left_for_needs(kecamatan, tahun):
    """(share of the pagu for P2KTD, what is not yet allocated), or None without a pagu."""
    dana = Dana.objects.of(kecamatan, tahun)
    if dana is None:
        return None
    rows = Kebutuhan.objects.allocated().filter(kecamatan=kecamatan, tahun=tahun, sumber=DOK)
    return dana.pagu_p2ktd, dana.pagu_p2ktd - rows.money("alokasi")


def provider_lacks(penyedia, today=None):
    """Why this provider may not be given work now, one sentence each."""
    today = today or timezone.localdate()
    if penyedia.status == StatusPenyedia.DAFTAR_HITAM:
        sanksi = penyedia.sanksi_berjalan
        sampai = f" sampai {tgl(sanksi.selesai)}" if sanksi else ""
        yield f"{penyedia} masuk daftar hitam{sampai}."
    elif penyedia.status != StatusPenyedia.DITETAPKAN:
        yield f"{penyedia} belum ditetapkan dengan SK Bupati: {penyedia.get_status_display()}."
    elif penyedia.berlaku_sampai < today:
        yield f"SK Bupati {penyedia} sudah berakhir {tgl(penyedia.berlaku_sampai)}."
    for berkas in penyedia.berkas.current().filter(berlaku_sampai__lt=today):
        yield f"Berkas {berkas} milik {penyedia} sudah berakhir {tgl(berkas.berlaku_sampai)}."


def must_compare(pekerjaan):
    """The sentence where several providers could do this work, so that one alone is not simply
    appointed; "" where there is nobody to compare with."""
    need = pekerjaan.kebutuhan
    able = Penyedia.objects.in_force().serving(pekerjaan.desa)
    able = able.offering(need.bidang).offering(need.layanan)
    n = able.count()
    if n < 2:
        return ""
    return (
        f"Ada {n} penyedia dengan bidang dan layanan ini yang melayani {pekerjaan.desa.berjenis}. "
        "Bandingkan penawarannya lewat “Cari penyedia”, lalu pilih hasilnya di sini."
    )


def self_dealing(penyedia, desa):
    """Where somebody of the TPID, or who leads the village, stands in the provider."""
    for _, sentence in insiders([penyedia], desa):
        yield f"{sentence} Pilih penyedia selain {penyedia}: benturan kepentingan."


def over_offer(pekerjaan, harga):
    """The sentence where the price is more than the provider offered when it was compared with the
    others; "" where it is not. Bargaining goes down."""
    if not (pekerjaan.pemilihan_id and harga):
        return ""
    mine = Penawaran.objects.filter(
        undangan__pemilihan=pekerjaan.pemilihan_id, undangan__penyedia=pekerjaan.penyedia_id
    )
    offered = mine.values_list("harga", flat=True).first()
    if offered is None or harga <= offered:
        return ""
    return (
        f"Harga {rupiah(harga)} melebihi penawaran {pekerjaan.penyedia} {rupiah(offered)} yang "
        "dibandingkan ketika memilih."
    )


def overlap(pekerjaan, mulai, selesai):
    """The sentence where the expert is already under contract in these days; "" where not."""
    if not (pekerjaan.tenaga_ahli_id and mulai and selesai):
        return ""
    other = (
        Pekerjaan.objects.filter(
            tenaga_ahli=pekerjaan.tenaga_ahli_id,
            status__in=BERLAKU,
            mulai__lte=selesai,
            selesai__gte=mulai,
        )
        .exclude(pk=pekerjaan.pk)
        .select_related("desa")
        .first()
    )
    if other is None:
        return ""
    return (
        f"{pekerjaan.tenaga_ahli.nama} ({pekerjaan.penyedia}) sudah terikat kontrak "
        f"{tgl(other.mulai)} sampai {tgl(other.selesai)} di {other.desa.berjenis}. "
        "Ubah tanggalnya atau pilih tenaga ahli lain."
    )


def stage_lacks(stage):
    """What a stage of disbursement still asks, one sentence each."""
    dana = stage.dana
    for kode in stage.asked:
        if not FULFILLED[kode](dana, stage):
            yield f"{stage} belum dapat diterima: {LACKS[kode].format(stage.tahap - 1)}"


def _has_decree(dana, stage):
    teams = Tim.objects.filter(jenis=JenisTim.TPID, wilayah=dana.wilayah_id, tahun=dana.tahun)
    return teams.exclude(no_sk="").exists()


def _has_report(dana, stage):
    before = lpd_of(stage.tahap - 1)
    return stage.tahap == 1 or dana.dokumen.filter(jenis=before, dicabut_at=None).exists()


FULFILLED = {
    SyaratCair.SK: _has_decree,
    SyaratCair.RKA: lambda dana, stage: dana.status != StatusDana.RKA,
    SyaratCair.MOU: lambda dana, stage: dana.mou_nomor and dana.mou_tanggal,
    SyaratCair.LPD: _has_report,
    SyaratCair.BUKTI: lambda dana, stage: not any(missing_evidence(dana)),
}
LACKS = {
    SyaratCair.SK: "SK Camat tentang TPID tahun itu belum dicatat.",
    SyaratCair.RKA: "RKA belum ditetapkan.",
    SyaratCair.MOU: "nomor dan tanggal MoU belum diisi.",
    SyaratCair.LPD: "LPD tahap {} belum diterbitkan.",
    SyaratCair.BUKTI: "masih ada pengeluaran tanpa bukti.",
}


def fund_lacks(pekerjaan, bersih=0):
    """Why the TPID's cash cannot pay this now."""
    if pekerjaan.sumber != DOK:
        return
    dana = Dana.objects.of(pekerjaan.kecamatan, pekerjaan.tahun)
    if dana is None:
        yield f"Pagu TPID tahun {pekerjaan.tahun} belum dicatat."
        return
    if "book" not in dana.workflow.steps or dana.status not in dana.workflow.steps["book"].sources:
        yield f"Buku kas TPID belum terbuka: {dana.get_status_display()}."
    elif dana.kas.balance() < bersih:
        yield f"Saldo kas TPID {rupiah(dana.kas.balance())}, kurang dari {rupiah(bersih)}."
