"""What is known of the providers of a kabupaten, gathered for p2ktd.pencocokan."""

from collections import defaultdict

from django.db.models import Avg, Count, F, FloatField
from django.db.models.functions import Cast

from p2ktd.choices import KelompokLayanan, StatusPekerjaan, StatusPenyedia
from p2ktd.models import Berkas, NilaiWarga, Pekerjaan, Penyedia, PernyataanKepentingan
from p2ktd.models.pekerjaan import BERLAKU
from p2ktd.orang_dalam import insiders
from p2ktd.pencocokan import Calon, Perlu, rank

DIKENAL = {
    StatusPenyedia.DITETAPKAN,
    StatusPenyedia.NONAKTIF,
    StatusPenyedia.DAFTAR_HITAM,
}  # applicants are not yet anybody's business


def need_of(pemilihan):
    return Perlu(
        pemilihan.bidang,
        pemilihan.layanan,
        pemilihan.desa_id,
        pemilihan.mulai,
        pemilihan.selesai,
        pemilihan.biaya,
    )


def matches(pemilihan):
    """The providers of the kabupaten in order, with reasons; the excluded ones with theirs."""
    return rank(need_of(pemilihan), candidates(pemilihan))


def candidates(pemilihan, only=None):
    """Facts of all providers of the kabupaten, in a handful of queries however many they are."""
    rows = Penyedia.objects.filter(kabupaten=pemilihan.desa_id[:5], status__in=DIKENAL).for_list()
    rows = list(rows.filter(pk=only) if only else rows)
    load, done, rating = _load(pemilihan), _done(), _rating()
    papers, conflicts = _papers(pemilihan), _conflicts(pemilihan, rows)
    return [
        Calon(
            kunci=p.pk,
            nama=p.nama,
            kabupaten=p.wilayah_id,
            bidang=frozenset(p.pilihan(KelompokLayanan.BIDANG)),
            layanan=frozenset(p.pilihan(KelompokLayanan.LAYANAN)),
            wilayah=frozenset(w.pk for w in p.wilayah_layanan.all()),
            tahun=p.tahun_pengalaman,
            selesai=done.get(p.pk, 0),
            kinerja=rating.get(p.pk),
            beban=load.get(p.pk, 0),
            kapasitas=max(p.kapasitas, 1),
            status=p.status,
            sampai=p.berlaku_sampai,
            kedaluwarsa=tuple(papers[p.pk]),
            benturan=tuple(conflicts[p.pk]),
        )
        for p in rows
    ]


def _counted(rows):
    return dict(rows.values_list("penyedia").annotate(n=Count("pk")).order_by())


def _load(pemilihan):
    """Works under contract that share a day with this one."""
    same = Pekerjaan.objects.filter(
        status__in=BERLAKU, mulai__lte=pemilihan.selesai, selesai__gte=pemilihan.mulai
    )
    return _counted(same.filter(kabupaten=pemilihan.desa_id[:5]))


def _done():
    return _counted(Pekerjaan.objects.filter(status=StatusPekerjaan.SELESAI))


def _rating():
    total = Cast(F("mutu") + F("waktu") + F("manfaat"), FloatField()) / 3.0
    rows = NilaiWarga.objects.values_list("pekerjaan__penyedia").annotate(n=Avg(total))
    return dict(rows.order_by())


def rating_of(penyedia):
    """(average of what the villages gave, 1 to 5, and how many works it rests on), or None."""
    rows = NilaiWarga.objects.filter(pekerjaan__penyedia=penyedia)
    found = [n.rata for n in rows]
    return (round(sum(found) / len(found), 1), len(found)) if found else None


def _papers(pemilihan):
    found = defaultdict(list)
    ended = Berkas.objects.current().filter(berlaku_sampai__lt=pemilihan.selesai)
    here = ended.filter(penyedia__kabupaten=pemilihan.desa_id[:5])
    for penyedia, teks in here.values_list("penyedia", "syarat__teks"):
        found[penyedia].append(f"“{teks}”")
    return found


def _conflicts(pemilihan, rows):
    """Sentences that keep a provider out: a member of the TPID belongs to it, or who leads the
    village, by account, by name or by their own word."""
    found = defaultdict(list)
    for penyedia, sentence in insiders(rows, pemilihan.desa):
        found[penyedia.pk].append(sentence)
    said = PernyataanKepentingan.objects.filter(pemilihan=pemilihan, kepentingan="pengurus")
    for row in said.select_related("pengguna"):
        found[row.penyedia_id].append(
            f"{row.pengguna} (TPID) menyatakan diri pengurus atau tenaga ahlinya."
        )
    return found
