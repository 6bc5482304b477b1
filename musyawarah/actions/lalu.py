"""Answers to what earlier meetings left to do."""

from django.urls import reverse

from desa.actions.pemberitahuan import notify, settle
from desa.choices import AlasanKabar
from desa.trail import taking
from musyawarah.models import JawabanTindakLanjut, TindakLanjut
from musyawarah.models.isi import TUNTAS
from ppid.lib.workflow import NotAllowed


def answer(musyawarah, tindak_lanjut, *, by, hasil, keterangan=""):
    """Done, carried on or dropped; said again, the later word holds."""
    nilai = {}
    catatan = f"Tindak lanjut lalu dijawab: {tindak_lanjut}"[:200]
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        if not TindakLanjut.objects.left_over(musyawarah).filter(pk=tindak_lanjut.pk).exists():
            raise NotAllowed("Tindak lanjut ini bukan sisa musyawarah sebelumnya di tempat ini.")
        made, _ = JawabanTindakLanjut.objects.update_or_create(
            musyawarah=musyawarah,
            tindak_lanjut=tindak_lanjut,
            defaults={"hasil": hasil, "keterangan": keterangan},
        )
        nilai[f"jawaban {tindak_lanjut.pk}"] = [None, f"{made.get_hasil_display()}. {keterangan}"]
        if made.hasil in TUNTAS:
            settle(tindak_lanjut, AlasanKabar.TINDAK_LANJUT)
    return made


def tell_owners(musyawarah):
    """Each follow-up of the sealed minutes into the inbox of whoever took it on, once."""
    for row in musyawarah.tindak_lanjut.filter(pemilik__isnull=False).select_related("pemilik"):
        notify(
            row.pemilik,
            AlasanKabar.TINDAK_LANJUT,
            row,
            f"{row.kegiatan}. Tindak lanjut {musyawarah}.",
            tautan=reverse("musyawarah:my_follow_ups"),
            tenggat=row.batas,
        )
