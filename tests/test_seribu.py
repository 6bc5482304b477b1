"""Every list and dashboard asks the database as often for a thousand rows as for one, whoever
looks. One row stands behind each page, as the factories make it; then each of them is copied."""

from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from uuid6 import uuid7

from desa.choices import Peran
from inovasi.choices import StatusInovasi
from musyawarah.choices import Status as StatusMusyawarah
from tests import factories
from tests.factories import (
    desa,
    inovasi,
    komitmen,
    laporan,
    musyawarah,
    p2ktd,
    pekerjaan,
    rekap,
    tugas,
)
from tests.test_scoping import PAGES, url_of
from tugas.choices import Status

FLOORS = ("desa", "inovasi", "p2ktd", "musyawarah", "tugas")
SERIBU = 1000
# Kept once for a place or a provider; the trail, whose lines are chained; the official codes.
ONCE = {"wilayah", "jejak", "segeljejak", "capaian", "rekap", "kodelama", "sebutan", "layanan"}
# Of these a thousand must really stand there, or the test would say nothing.
MANY = {
    "desa.Pengguna", "desa.Penugasan", "desa.Pemberitahuan", "inovasi.KartuIde", "inovasi.Inovasi",
    "inovasi.Komitmen", "inovasi.ButirPerencanaan", "p2ktd.Penyedia", "p2ktd.Pekerjaan",
    "p2ktd.Kebutuhan", "musyawarah.Musyawarah", "musyawarah.Kehadiran", "tugas.Kegiatan",
}  # fmt: skip
# A list or a dashboard stands at an address of its own, or at one of a place.
LISTS = [(name, args) for name, args in PAGES if not args or args == ["kode"]]
# Logs out; counts processes; a file of everything one has; a paper of so many entries at most.
APART = {"keluar", "metrik", "desa:own_data", "tugas:print"}
DAY_OR_PLACE = {"tahun", "tahun_anggaran", "mulai", "desa", "wilayah", "kabupaten"}


def varied(model):
    """Fields in which no two rows may be alike: of each constraint one that can be changed."""
    alone = {f for f in model._meta.concrete_fields if f.unique and not f.primary_key}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            named = [f.name for f in constraint.expressions if isinstance(f, models.F)]
            fields = map(model._meta.get_field, [*constraint.fields, *named])
            alone |= set(sorted((f for f in fields if not f.choices), key=hard_to_change)[:1])
    return alone


def hard_to_change(field):
    """Another day or place would take the copy off the page."""
    return (field.name in DAY_OR_PLACE, field.is_relation)


def other_values(field, value):
    """As many values of this field as there are copies, none of them the row's own."""
    if value in (None, ""):  # a number not given yet is nobody's
        return [value] * SERIBU
    if field.is_relation:
        target = field.related_model._base_manager.exclude(pk=value).order_by("-pk")
        return target.values_list("pk", flat=True)[:SERIBU]
    return [another(field, value, n) for n in range(1, SERIBU + 1)]


def another(field, value, n):
    if isinstance(value, UUID):
        return uuid7()
    if isinstance(value, str):
        return f"{value[: (field.max_length or 200) - 6]}~{n}"
    return value + (timedelta(days=n) if isinstance(value, date) else n)


def copies(row):
    """Rows like this one, as many as may be."""
    model = type(row)
    plain = [f for f in model._meta.concrete_fields if not (f.primary_key or f.generated)]
    same = {f.attname: getattr(row, f.attname) for f in plain}
    vary = {f.attname: other_values(f, same[f.attname]) for f in varied(model)}
    uuid = isinstance(row.pk, UUID)
    for n in range(min([SERIBU, *map(len, vary.values())])):
        values = same | {name: found[n] for name, found in vary.items()}
        yield model(**values, **({"pk": uuid7()} if uuid else {}))


def grow():
    """Each row that a page stands on becomes a thousand; how many there are of each model."""
    found = [m for app in FLOORS for m in apps.get_app_config(app).get_models()]
    for model in sorted(found, key=lambda m: any(f.is_relation for f in varied(m))):
        row = None if model._meta.model_name in ONCE else model._base_manager.order_by("pk").last()
        if row is None or model._meta.pk.is_relation:
            continue
        with suppress(IntegrityError), transaction.atomic():  # of some there may be one only
            model._base_manager.bulk_create(copies(row), ignore_conflicts=True)
    return {label: apps.get_model(label)._base_manager.count() for label in MANY}


def stand():
    """The addresses of all lists and dashboards, with one row of each kind behind them."""
    tugas.bukti(tugas.kegiatan(Status.TERKIRIM))
    laporan.laporan()
    rekap.ulang()
    rekap.hambatan()
    inovasi.kartu()
    inovasi.inovasi(StatusInovasi.DIAJUKAN)
    komitmen.line(komitmen.komitmen())
    komitmen.komitmen()  # signed, and in no budget yet
    komitmen.minat()
    p2ktd.pengaduan(p2ktd.penyedia())
    pekerjaan.need()
    pekerjaan.work()
    made = musyawarah.musyawarah(StatusMusyawarah.NOTULEN)
    musyawarah.person(made)
    musyawarah.follow_up(made)
    desa.kabar(factories.user(Peran.PLD))
    desa.impor()
    desa.tim()
    return {name: url_of(name, args) for name, args in LISTS if name not in APART}


def seen_by(peran, urls):
    """Files of a thousand rows take their time: the Admin, who sees most, fetches them for all."""
    whole = peran == Peran.ADMIN
    return {name: url for name, url in urls.items() if whole or not name.endswith("export")}


def asked(client, urls, warm=True):
    """{page: queries} of the pages that this person may open."""
    found = {}
    for name, url in urls.items():
        if not warm:  # whatever is cached, is cached before we count
            client.get(url)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url)
            if answer.streaming:
                b"".join(answer.streaming_content)
        if answer.status_code == 200:
            found[name] = len(captured)
    return found


@pytest.mark.parametrize("peran", Peran.values)
def test_a_thousand_rows_take_as_many_queries_as_one(login, peran):
    urls = seen_by(peran, stand())
    client = login(factories.user(Peran(peran)))  # the last in office: others get the copies
    one = asked(client, urls, warm=False)
    there = grow()
    assert {label for label, n in there.items() if n < SERIBU} == set()

    thousand = asked(client, urls)

    assert len(one) > 40
    assert {
        name: (n, thousand.get(name)) for name, n in one.items() if n != thousand.get(name)
    } == {}
