"""The rows of a meeting as plain data: what is sealed, and what every paper is printed from."""

from desa.choices import Tingkat
from desa.models import Wilayah
from desa.trail import trail_of
from musyawarah.kartu import cards_of
from musyawarah.models.lalu import with_answers
from musyawarah.models.templat import wording_of
from ppid.lib.tags import ZONA

BENTUK = 4  # version of this shape of data
FAKTA = (
    "jenis", "nomor", "judul", "tahun", "lokasi", "dasar", "penyelenggara", "pimpinan", "notulis",
    "moderator", "diundang", "jalannya", "catatan_kuorum",
)  # fmt: skip


def data_of(musyawarah):
    """The whole meeting as plain values: text, whole numbers, ISO dates, "HH:MM" times."""
    return _facts_of(musyawarah) | {
        "templat": wording_of(musyawarah),
        "tanpa_wakil": villages_absent(musyawarah),
        **_course_of(musyawarah),
        "kartu": cards_of(musyawarah),
        "menggantikan": _corrected(musyawarah),
        "narasumber": _rows(musyawarah.narasumber, "nama", "jabatan", "materi"),
        "kehadiran": _people(musyawarah.kehadiran.present()),
        "keputusan": _rows(
            musyawarah.keputusan.with_objects(),
            "teks",
            "cara",
            "setuju",
            "menolak",
            "abstain",
            "perihal",
            "catatan",
        ),
        "tindak_lanjut": [
            row | {"batas": row["batas"] and row["batas"].isoformat()}
            for row in _rows(musyawarah.tindak_lanjut, "kegiatan", "penanggung_jawab", "batas")
        ],
        "penandatangan": _rows(musyawarah.penandatangan, "sebagai", "nama", "jabatan"),
    }


def _course_of(musyawarah):
    """What happened: points, questions, delays, old business, the election, photos."""
    return {
        "agenda": _rows(musyawarah.mata_acara, "judul", "pembahasan", "pk"),
        "tanya": _rows(
            musyawarah.tanya, "mata_acara_id", "penanya", "asal", "pertanyaan", "jawaban"
        ),
        "penundaan": [_delay(p) for p in musyawarah.penundaan.all()],
        "lalu": [_answered(row) for row in with_answers(musyawarah)],
        "pemilihan": [
            row | {"desa": _name(row["desa"])}
            for row in _rows(
                musyawarah.pemilihan.select_related("desa"),
                "nama",
                "jenis_kelamin",
                "desa",
                "jabatan",
                "suara",
            )
        ],
        "foto": [
            {"id": str(f.pk), "keterangan": f.keterangan, "sha256": f.sha256}
            for f in musyawarah.foto.filter(dicabut=False)
        ],
    }


def _corrected(musyawarah):
    """Whose place this version takes, and why it was opened again; None for a first."""
    older = musyawarah.dokumen.first()
    opened = trail_of(musyawarah).filter(langkah="reopen").first() if older else None
    return {"versi": older.versi, "alasan": opened.catatan} if opened else None


def _facts_of(musyawarah):
    return {
        "bentuk": BENTUK,
        "id": musyawarah.pk,
        **{name: getattr(musyawarah, name) for name in FAKTA},
        "tanggal": musyawarah.tanggal.isoformat(),
        "mulai": _clock(musyawarah.mulai),
        "selesai": _clock(musyawarah.selesai),
        "zona": ZONA[musyawarah.wilayah.zona],
        "wilayah": _place(musyawarah.wilayah),
        "istilah": musyawarah.istilah,
    }


def letter_data_of(musyawarah):
    """What the letter of invitation says: when, where, on what, and how many of whom."""
    cells = musyawarah.undangan.select_related("desa")
    sent = musyawarah.tanggal_undangan
    return _facts_of(musyawarah) | {
        "nomor": musyawarah.nomor_undangan,
        "tanggal_surat": sent.isoformat() if sent else None,
        "agenda": _rows(musyawarah.mata_acara, "judul"),
        "undangan": [{"desa": u.desa.nama, "unsur": u.unsur, "jumlah": u.jumlah} for u in cells],
        "penandatangan": _rows(musyawarah.penandatangan, "sebagai", "nama", "jabatan"),
    }


def _clock(at):
    return f"{at:%H:%M}" if at else None


def _rows(related, *names):
    return [{name: getattr(row, name) for name in names} for row in related.all()]


def _name(desa):
    return desa.nama if desa else ""


def _delay(p):
    return {
        "lama": p.lama,
        "alasan": p.alasan,
        "hadir": p.hadir,
        "diundang": p.diundang,
        "semula": p.semula.isoformat(),
        "jam": _clock(p.jam),
        "dilanjutkan": p.dilanjutkan_at is not None,
    }


def _answered(row):
    return {
        "kegiatan": row.kegiatan,
        "penanggung_jawab": row.penanggung_jawab,
        "dari": str(row.musyawarah),
        "hasil": row.hasil,
        "keterangan": row.keterangan or "",
    }


def _place(wilayah):
    chain = {w.tingkat: w.nama for w in Wilayah.objects.filter(pk__in=wilayah.above)}
    return {
        "kode": wilayah.kode,
        "tingkat": wilayah.tingkat,
        "nama": wilayah.nama,
        "kecamatan": chain.get(Tingkat.KECAMATAN, ""),
        "kabupaten": chain.get(Tingkat.KABUPATEN, ""),
        "provinsi": chain.get(Tingkat.PROVINSI, ""),
        "jumlah_desa": wilayah.jumlah_desa,
    }


def sheet_data_of(musyawarah):
    """The same for the sheet that goes to the meeting: everybody named so far, with the number
    that the row keeps."""
    numbers = musyawarah.kehadiran.values_list("nomor", flat=True)
    people = zip(_people(musyawarah.kehadiran), numbers, strict=True)
    return data_of(musyawarah) | {
        "kehadiran": [k | {"nomor": n} for k, n in people],
        "baris_terakhir": musyawarah.baris_terakhir,
    }


def _people(rows):
    return [
        {
            "nama": k.nama,
            "jk": k.jenis_kelamin,
            "unsur": k.unsur,
            "jabatan": k.jabatan,
            "desa": k.desa.nama if k.desa else "",
            "kode_desa": k.desa_id or "",
            "disabilitas": k.disabilitas,
            "miskin": k.miskin,
        }
        for k in rows.select_related("desa")
    ]


def villages_absent(musyawarah):
    """Names of the villages that should have sent delegates and sent nobody; only counted where
    a kind asks for delegates and the place is a kecamatan."""
    if not musyawarah.ragam.delegasi:
        return []
    villages = Wilayah.objects.villages().inside(musyawarah.wilayah)
    there = musyawarah.rekap.per_desa
    return [w.nama for w in villages if w.kode not in there]
