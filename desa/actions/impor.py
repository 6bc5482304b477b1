"""What a person does with a spreadsheet: send it, say what its columns are, settle rows, put them
in, take them back."""

from hashlib import sha256

from django.db import transaction

from desa import tasks
from desa.choices_impor import Putusan
from desa.impor.jenis import SEMUA
from desa.impor.kenali import fingerprint, year_in
from desa.models import Impor, PolaImpor
from desa.trail import record, take, taking
from ppid.lib.workflow import NotAllowed

TAHUN = ("tahun", "edisi")  # columns whose default is the year of a sheet


@transaction.atomic
def start(*, by, jenis, wilayah, berkas, susunan, lembar, daftar_lembar):
    """A file, as it was recognised. How its titles were read the last time is how they are read
    this time; its year is its own."""
    if not jenis.oleh & by.roles_over(wilayah):
        raise NotAllowed(f"Anda tidak berwenang mengimpor {jenis.judul} di {wilayah}.")
    berkas.seek(0)
    pola = _remembered(by, jenis, susunan)
    impor = Impor(
        jenis=jenis.kode,
        wilayah=wilayah,
        nama=berkas.name[-150:],
        sha256=sha256(berkas.read()).hexdigest(),
        lembar=lembar,
        daftar_lembar=daftar_lembar,
        kolom=pola.kolom if pola else susunan.kolom,
        created_by=by,
        **_layout(susunan),
    )
    impor.bawaan = jenis.remembered(pola.bawaan if pola else {}) | _year(impor, jenis, susunan)
    berkas.seek(0)
    impor.berkas.save(f"{impor.sha256[:16]}.dat", berkas, save=False)
    impor.save()
    told = {"jenis": [None, jenis.kode], "nama": [None, impor.nama], "sha256": [None, impor.sha256]}
    record(impor, "create", "Unggah lembar", by=by, nilai=told)  # without a row of its contents
    return impor


def _layout(susunan):
    return {
        "kepala": susunan.kepala,
        "tinggi_kepala": susunan.tinggi,
        "judul": susunan.judul,
        "contoh": susunan.contoh,
    }


def _year(impor, jenis, susunan):
    """The year of a sheet that has no column of it, from its letterhead and its name, unless they
    contradict each other: a person is shown it, and may say otherwise."""
    said = {susunan.tahun, year_in(impor.nama)} - {""}
    names = [k.nama for k in jenis.kolom if k.bawaan and k.nama in TAHUN]
    return {name: min(said) for name in names if len(said) == 1 and name not in impor.kolom}


def _remembered(by, jenis, susunan):
    mine = PolaImpor.objects.filter(created_by=by, jenis=jenis.kode)
    return mine.filter(sidik=susunan.sidik).first() if susunan.judul else None


def turn_to(impor, *, by, lembar, susunan):
    """Another sheet, or another row of titles; its year is its own."""
    by.check("check", impor)
    for name, value in _layout(susunan).items():
        setattr(impor, name, value)
    impor.lembar, impor.kolom = lembar, susunan.kolom
    others = {name: value for name, value in impor.bawaan.items() if name not in TAHUN}
    impor.bawaan = others | _year(impor, SEMUA[impor.jenis], susunan)
    impor.save()
    return impor


def check(impor, *, by, kolom, bawaan):
    """The columns are these: judge every row. Nothing of the data is touched."""
    with taking("check", impor, by=by) as impor:
        impor.kolom, impor.bawaan = kolom, bawaan
        impor.dikerjakan = impor.jumlah = 0
        PolaImpor.objects.update_or_create(
            created_by=by,
            jenis=impor.jenis,
            sidik=fingerprint(impor.judul),
            defaults={"kolom": kolom, "bawaan": bawaan},
        )
        tasks.work_import.delay_on_commit(impor.pk)
    return impor


def settle(row, *, by, wilayah, terbaca):
    """A person says which place a row means; `terbaca` is the row judged anew at that place."""
    if not wilayah.is_inside(row.impor.wilayah_id):
        raise NotAllowed(f"{wilayah} berada di luar wilayah impor ini.")
    _settle(row, by, terbaca.putusan, terbaca.alasan, wilayah, terbaca.isi, terbaca.kunci)


def turn_down(row, *, by):
    _settle(row, by, Putusan.TOLAK, f"{row.alasan} Tidak dipakai.", None, row.isi, "")


def _settle(row, by, putusan, alasan, wilayah, isi, kunci):
    nilai = {f"baris {row.nomor}": [row.putusan, f"{putusan} {wilayah.pk if wilayah else ''}"]}
    with taking("settle", row.impor, by=by, nilai=nilai) as impor:
        row = impor.baris.select_for_update().get(pk=row.pk)
        if row.hasil:
            raise NotAllowed(f"Baris {row.nomor} sudah masuk.")
        row.putusan, row.alasan, row.isi, row.kunci = putusan, alasan, isi, kunci
        row.wilayah, row.diputuskan = wilayah, by
        row.save()


def commit(impor, *, by):
    with taking("commit", impor, by=by) as impor:
        impor.pelaksana = by
        impor.dikerjakan, impor.jumlah = 0, impor.baris.waiting().count()
        tasks.work_import.delay_on_commit(impor.pk)


def undo(impor, *, by, catatan):
    with taking("undo", impor, by=by, catatan=catatan) as impor:
        impor.pelaksana = by
        impor.dikerjakan, impor.jumlah = 0, impor.baris.done().count()
        tasks.work_import.delay_on_commit(impor.pk)


def resume(impor, *, by):
    """A worker was killed on the way: what is done stays done, the rest follows."""
    with taking("resume", impor, by=by) as impor:
        tasks.work_import.delay_on_commit(impor.pk)


def discard(impor, *, by):
    take("discard", impor, by=by)


# The steps that one button can take; the view looks them up here.
BUTTONS = {f.__name__: f for f in (commit, resume, discard)}
