"""What the arguments of the URLs of needs, works and funds stand for."""

from p2ktd.actions import kas
from p2ktd.actions.naskah import keep_scan
from p2ktd.choices import Putusan, StatusDana, StatusKebutuhan, StatusPekerjaan
from ppid.lib.berkas import read_paper
from tests import factories
from tests.factories.dana import bendahara, fund, ketua, planned, spend
from tests.factories.pekerjaan import account, need, photo, reported, upload, work

K, P, D = StatusKebutuhan, StatusPekerjaan, StatusDana

AT = {
    "work_choose": P.DISUSUN,
    "work_agree": P.PENYEDIA_DIPILIH,
    "work_amend": P.KONTRAK,
    "work_log": P.BERJALAN,
    "work_progress": P.BERJALAN,
    "work_report": P.BERJALAN,
    "work_handover": P.LAPORAN_DISERAHKAN,
    "work_rate": P.DISERAHTERIMAKAN,
    "work_account": P.DISERAHTERIMAKAN,
    "work_paper": P.KONTRAK,
    "work_scan": P.KONTRAK,
    "work_scan_add": P.KONTRAK,
    "work_file": P.BERJALAN,
    "work_tax": P.KONTRAK,
    "work_pay": P.DIPERTANGGUNGJAWABKAN,
    "work_note": P.DISERAHTERIMAKAN,
    "work_photo": P.BERJALAN,
    "work_lesson": P.SELESAI,
}


def url_kwargs(page):
    if page == "needs_priority":
        return {"kode": factories.wilayah(factories.KECAMATAN).pk}
    if page.startswith("need"):
        return _need_kwargs(page)
    if page == "public_work":
        return {"pk": work(P.KONTRAK).pk}
    if page.startswith("work"):
        return _work_kwargs(page)
    return _fund_kwargs(page)


def _need_kwargs(page):
    at = K.DIPRIORITASKAN if page == "need_handle" else K.DIUSULKAN
    name = {"name": "cancel"} if page == "need_step" else {}
    return {"pk": need(at).pk} | name


def _work_kwargs(page):
    file = work(AT.get(page, P.DISUSUN))
    if page == "work_photo":
        return {"pk": photo(file).pk}
    if page == "work_note":
        account(file, Putusan.DENGAN_CATATAN, "Perbaiki buku kas.")
    extra = {
        "work_step": {"name": "cancel"},
        "work_row_add": {"daftar": "rab"},
        "work_row_edit": {"daftar": "rab", "row": file.rab.get().pk},
        "work_row_remove": {"daftar": "rab", "row": file.rab.get().pk},
    }
    rows = {"work_progress": file.keluaran, "work_note": file.catatan_musdes}
    rows |= {"work_tax": file.termin, "work_pay": file.termin}
    if page in rows:
        extra[page] = {"row": rows[page].first().pk}
    if page in {"work_paper", "work_scan", "work_scan_add"}:
        extra[page] = {"kode": _paper(file, page)}
    if page == "work_file":
        extra[page] = {"daftar": "laporan", "row": reported(file).pk}
    return {"pk": file.pk} | extra.get(page, {})


def _paper(obj, page):
    """The code of its first paper; signed and scanned where the page shows the scan."""
    dokumen = obj.dokumen.first()
    if page.endswith("_scan"):
        scan = {"content": b"%PDF-1.4 %%EOF", "halaman": 1, "akhiran": "pdf", "lewat_qr": False}
        keep_scan(obj, dokumen, by=ketua(), **scan)
    return dokumen.kode


def _fund_kwargs(page):
    if page.startswith("cash"):
        dana = fund(D.BERJALAN)
        berkas = "kas/bukti.pdf" if page == "cash_attach" else ""
        line = spend(dana, berkas=berkas)
        if page == "cash_evidence":
            kas.attach(line, by=bendahara(), berkas=read_paper(upload()))
        return {"pk": line.pk}
    if page in {"fund_paper", "fund_sheet", "fund_scan", "fund_scan_add"}:
        dana = fund(D.DIAJUKAN)
        return {"pk": dana.pk, "kode": _paper(dana, page)}
    dana = fund(
        D.BERJALAN if page in {"fund_book", "fund_receive", "fund_report", "fund_step"} else D.RKA
    )
    if page == "fund_receive":
        return {"pk": dana.pk, "row": dana.pencairan.get().pk}
    if page == "fund_step":
        return {"pk": dana.pk, "name": "reopen_rka"}
    if page in {"fund_row_edit", "fund_row_remove"}:
        planned(dana, ketua())
        return {"pk": dana.pk, "row": dana.rka.get().pk}
    return {"pk": dana.pk}
