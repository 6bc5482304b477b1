"""Verification: one round is one judgement and one step of the innovation."""

from django.db.models import Max

from desa.trail import taking
from inovasi.choices import BidangIsian, Rekomendasi, StatusInovasi
from inovasi.models import Koreksi, Penilaian
from ppid.lib.workflow import NotAllowed

# Whose turn it is, by status; and the step that a recommendation takes.
GILIRAN = {StatusInovasi.DIAJUKAN: "tpid", StatusInovasi.DIVERIFIKASI_TPID: "tik"}
LANGKAH = {
    Rekomendasi.LAYAK: "verify",
    Rekomendasi.PERBAIKI: "send_back",
    Rekomendasi.TIDAK: "reject",
}


def step_of(inovasi, rekomendasi):
    """ "verify_tpid": the row of the workflow table that this judgement takes."""
    if inovasi.status not in GILIRAN:
        raise NotAllowed(f"Tidak dapat dinilai: status {inovasi.get_status_display()}.")
    return f"{LANGKAH[rekomendasi]}_{GILIRAN[inovasi.status]}"


def assess(
    inovasi, *, by, rekomendasi, cara, tanggal, skor, alasan="", prioritas=None, points=(),
    kriteria=None,
):  # fmt: skip
    """`skor` is {kode: (0..2, note)}; `points` are notes on fields, for a return; `kriteria` is the
    set that the form showed, if not the one in force."""
    name = step_of(inovasi, rekomendasi)
    with taking(name, inovasi, by=by, catatan=alasan or _in_words(points)) as fresh:
        kriteria = kriteria or fresh.kriteria
        scores = {b["kode"]: skor.get(b["kode"], (0, ""))[0] for b in kriteria.butir}
        if rekomendasi == Rekomendasi.LAYAK:
            if lacking := list(kriteria.shortfall(scores)):
                raise NotAllowed(f"Belum dapat dinyatakan layak. {' '.join(lacking)}")
        elif rekomendasi == Rekomendasi.PERBAIKI:
            _return(fresh, points, by)
        _keep(fresh, kriteria, skor, by, {
            "peran": GILIRAN[inovasi.status], "rekomendasi": rekomendasi, "cara": cara,
            "tanggal": tanggal, "alasan": alasan or _in_words(points), "prioritas": prioritas,
            "total": sum(scores.values()),
        })  # fmt: skip
    return fresh


def _keep(inovasi, kriteria, skor, by, told):
    last = inovasi.penilaian.aggregate(n=Max("putaran"))["n"] or 0
    butir = [
        {
            **{name: b[name] for name in ("kode", "nama", "wajib")},
            "skor": skor.get(b["kode"], (0, ""))[0],
            "catatan": skor.get(b["kode"], (0, ""))[1],
        }
        for b in kriteria.butir
    ]
    Penilaian.objects.create(
        inovasi=inovasi,
        putaran=last + 1,
        penilai=by,
        kriteria=str(kriteria),
        ambang=kriteria.ambang,
        butir=butir,
        **told,
    )


def _return(inovasi, points, by):
    inovasi.putaran += 1
    Koreksi.objects.bulk_create(
        Koreksi(
            inovasi=inovasi,
            putaran=inovasi.putaran,
            created_by=by,
            nilai_lama=inovasi.value_of(point["bidang"]),
            **point,
        )
        for point in points
    )


def _in_words(points):
    return " ".join(f"{BidangIsian(p['bidang']).label}: {p['catatan']}" for p in points)
