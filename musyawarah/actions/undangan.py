"""Invitations: who is asked to come, and the letter that says so."""

from django.db.models import Sum
from django.utils import timezone

from desa.actions.dokumen import issue_document
from desa.models import Wilayah
from desa.trail import taking
from musyawarah.data import letter_data_of
from musyawarah.jenis import ROMAWI
from musyawarah.models import Musyawarah, Undangan


def lay_out(musyawarah):
    """The usual cells of its kind; how many people that makes."""
    cells = musyawarah.ragam.jatah
    villages = Wilayah.objects.villages().inside(musyawarah.wilayah) if cells else []
    made = Undangan.objects.bulk_create(
        Undangan(musyawarah=musyawarah, desa=desa, unsur=unsur, jumlah=n)
        for desa in villages
        for unsur, n in cells.items()
    )
    return sum(row.jumlah for row in made)


def set_invitations(musyawarah, *, by, cells):
    """Bring the list to {(code of a village, unsur): people}; the total follows."""
    nilai = {}
    with taking("edit", musyawarah, by=by, catatan="Undangan diubah", nilai=nilai) as musyawarah:
        before = musyawarah.undangan.aggregate(n=Sum("jumlah"))["n"] or 0
        musyawarah.undangan.all().delete()
        Undangan.objects.bulk_create(
            Undangan(musyawarah=musyawarah, desa_id=kode, unsur=unsur, jumlah=n)
            for (kode, unsur), n in cells.items()
            if n
        )
        total = sum(cells.values())
        musyawarah.diundang = total or musyawarah.diundang
        nilai["undangan"] = [before, total]
    return musyawarah


def issue_letter(musyawarah, *, by):
    """Number the letter once, seal what it says now as its next version."""
    if not musyawarah.nomor_undangan:
        _number(musyawarah)
    musyawarah.tanggal_undangan = min(timezone.localdate(), musyawarah.tanggal)
    return issue_document(
        musyawarah,
        by=by,
        jenis=f"Undangan {musyawarah.ragam.singkat}",
        judul=musyawarah.judul,
        nomor=musyawarah.nomor_undangan,
        tanggal=musyawarah.tanggal,
        data=letter_data_of(musyawarah),
    )


def _number(musyawarah):
    """ "001/UND/MAD-I/35.07.11/VIII/2018", counted under the lock of the place. A number once
    given is never taken back, so counting them gives the next."""
    Wilayah.objects.select_for_update(of=["self"], no_key=True).get(pk=musyawarah.wilayah_id)
    tanggal, kind = musyawarah.tanggal, musyawarah.ragam.nomor
    head = f"/UND/{kind}/{musyawarah.wilayah_id}/"
    same = Musyawarah.objects.filter(
        nomor_undangan__contains=head, nomor_undangan__endswith=f"/{tanggal.year}"
    )
    urut = same.count() + 1
    musyawarah.nomor_undangan = f"{urut:03}{head}{ROMAWI[tanggal.month - 1]}/{tanggal.year}"
