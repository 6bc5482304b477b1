"""Months of the demonstration: one locked, one waiting, one sent back, a plan, days explained."""

from datetime import timedelta

from desa.choices import Peran
from tugas.actions import laporan as actions
from tugas.bulan import Periode
from tugas.choices import AlasanHari, Rekomendasi
from tugas.models.laporan import month_of
from tugas.peragaan.kegiatan import photo
from tugas.peragaan.waktu import at

RENCANA = [
    (3, 6, "Mendata kebutuhan P2KTD bersama kader dan perangkat desa"),
    (9, 3, "Mengawal komitmen desa dalam penyusunan APBDes"),
    (16, 7, "Menyiapkan Musdes pertanggungjawaban P2KTD"),
    (24, 5, "Melengkapi dokumen pembelajaran inovasi desa"),
]
KURANG = "Lima kegiatan belum mencantumkan jam mulai dan selesai. Lengkapi, lalu ajukan lagi."


def all_of_them(who, names, today):
    last = Periode.of(today).previous
    before = last.previous
    pld, other, pd = who["pld"], who["pld-kalipare"], who["pd"]
    plan(pld, Periode.of(today), today)
    explain(pld, last)
    for person in (pld, other):
        if _worked(person, before):
            _locked(person, pd, before)
    _handed_in(pld, last)
    if _worked(other, last):
        _sent_back(other, pd, last)


def _worked(person, periode):
    """In January nothing lies before: the demonstration is of one year."""
    return bool(month_of(person, Peran.PLD, periode).entri)


def plan(pld, periode, today):
    villages = list(pld.villages_as("pld").order_by("pk"))
    with at(min(periode.awal, today), 8):
        for n, (day, duty, words) in enumerate(RENCANA):
            actions.plan(
                by=pld,
                desa=villages[n % len(villages)],
                tanggal=periode.awal.replace(day=day),
                tugas=duty,
                kegiatan=words,
            )


def explain(pld, periode):
    """A day that the river took, and one in bed."""
    empty = [d for d in periode.days if d.weekday() < 5][-4:]
    desa = pld.villages_as("pld").order_by("pk").last()
    with at(periode.akhir, 18):
        actions.excuse(
            empty[0],
            by=pld,
            alasan=AlasanHari.TAK_TERJANGKAU,
            catatan="Jembatan dusun terendam, perahu belum ada.",
            foto=photo(desa, empty[0]),
        )
        actions.excuse(empty[1], by=pld, alasan=AlasanHari.SAKIT, catatan="Demam.")


def _handed_in(person, periode, day=2):
    with at(periode.akhir + timedelta(days=day), 9):
        return actions.submit(periode, by=person)


def _locked(pld, pd, periode):
    made = _handed_in(pld, periode)
    with at(periode.akhir + timedelta(days=5), 10):
        actions.approve(made, by=pd, rekomendasi=Rekomendasi.LAYAK)
        actions.lock(made, by=pd)


def _sent_back(pld, pd, periode):
    made = _handed_in(pld, periode)
    with at(periode.akhir + timedelta(days=6), 10):
        actions.send_back(made, by=pd, catatan=KURANG)
