"""Looks, without touching, whether every kept number is what its rows say; remembers what is not,
and tells the Admin of the place."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from desa.actions.pemberitahuan import notify
from desa.choices import AlasanKabar, Peran
from desa.kode import ancestors
from desa.models import Penugasan
from inovasi.actions.corong import COLUMNS as FUNNEL
from inovasi.actions.corong import counted as counted_funnel
from inovasi.models import Komitmen, RekapKomitmen
from ppid.lib.terbilang import BULAN
from tugas.actions.capaian import CHUNK, villages_with_facts, wrong_counts, wrong_stones
from tugas.actions.kemajuan import kept_months, kept_years, wrong_lines, wrong_months
from tugas.choices import Tugas
from tugas.models import Selisih


@dataclass(frozen=True)
class Beda:
    kode: str
    tahun: int
    angka: str
    tertulis: object
    seharusnya: object

    def __str__(self):
        return (
            f"{self.kode} {self.tahun} {self.angka}: "
            f"tertulis {self.tertulis}, seharusnya {self.seharusnya}"
        )


def disagreements():
    """Every Beda there is: stones, their counts, the funnel, the progress line, the months."""
    for (kabupaten, tahun), kodes in sorted(villages_with_facts().items()):
        yield from _stones(sorted(kodes), tahun)
        for (kode, _, nomor, keadaan), (kept, true) in sorted(
            wrong_counts(kabupaten, tahun).items()
        ):
            yield Beda(kode, tahun, f"Tugas {nomor} {Tugas(nomor).label}: {keadaan}", kept, true)
    yield from _funnel()
    for tahun in kept_years():
        for kode, name, kept, true in wrong_lines(tahun):
            yield Beda(kode, tahun, f"Kemajuan: {name}", kept, true)
    for bulan in kept_months():
        for kode, name, kept, true in wrong_months(bulan):
            yield Beda(kode, bulan.year, f"Lapor {BULAN[bulan.month - 1]}: {name}", kept, true)


def _stones(kodes, tahun):
    for start in range(0, len(kodes), CHUNK):
        for kode, nomor, kept, true in wrong_stones(kodes[start : start + CHUNK], tahun):
            name = f"Batu {nomor} {Tugas(nomor).label}"
            yield Beda(kode, tahun, name, _stone(kept), _stone(true))


def _stone(said):
    keadaan, ada, perlu = said
    return f"{keadaan} {ada}/{perlu}"


def _funnel():
    places = set(Komitmen.objects.order_by().values_list("kecamatan", "tahun").distinct())
    kept = defaultdict(dict)
    for row in RekapKomitmen.objects.values("wilayah", "tahun", "bidang", *FUNNEL):
        kept[row["wilayah"], row["tahun"]][row["bidang"]] = row
    for kode, tahun in sorted(places | set(kept)):
        for bidang, true in counted_funnel(kode, tahun).items():
            said = kept[kode, tahun].get(bidang, {})
            for name, n in true.items():
                if name != "bidang" and (said.get(name) or 0) != (n or 0):
                    what = f"Corong {bidang or 'semua bidang'}: {name}"
                    yield Beda(kode, tahun, what, said.get(name) or 0, n or 0)


def reconcile():
    """[Beda]; the list on the Admin's page is what this look has found."""
    found = list(disagreements())
    with transaction.atomic():
        Selisih.objects.all().delete()
        Selisih.objects.bulk_create(
            [
                Selisih(
                    wilayah_id=b.kode,
                    tahun=b.tahun,
                    angka=b.angka,
                    tertulis=str(b.tertulis),
                    seharusnya=str(b.seharusnya),
                )
                for b in found
            ],
            batch_size=1000,
        )
        _tell(found)
    return found


def _tell(found):
    """One sentence a day to each Admin over a kabupaten where something disagrees."""
    counts = defaultdict(int)
    for b in found:
        counts[b.kode[:5]] += 1
    today = timezone.localdate()
    for kode, n in counts.items():
        held = Penugasan.objects.in_force().filter(peran=Peran.ADMIN)
        people = held.filter(wilayah__in=[kode, *ancestors(kode)]).values_list(
            "pengguna", flat=True
        )
        notify(
            set(people),
            AlasanKabar.SELISIH,
            None,
            f"{n} angka rekap tidak sama dengan catatannya. Lihat daftarnya.",
            tautan=reverse("tugas:disagreements"),
            kunci=f"{kode}:{today}",
        )
