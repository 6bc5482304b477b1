"""The trail only grows, in the database itself, and its chain shows what was tampered with."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from desa import kunci
from desa.models import Jejak, SegelJejak, Tim
from desa.rantai import ISI, digests, verify
from desa.trail import record, rewrite_lines, seal_trail
from ppid.lib.teks import canonical
from tests import factories
from tests.factories import desa as make


@pytest.fixture
def locked():
    """As it stands in every real database; the test database can be emptied (conftest)."""
    kunci.lock(connection)


def lines(count):
    tim, by = Tim.objects.first() or make.tim(), factories.user()
    for n in range(count):
        record(tim, "edit", f"Ubah {n}", by=by, nilai={"no_mou": ["", str(n)]})
    return list(Jejak.objects.order_by("pk"))


def in_sql(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE desa_jejak SET catatan = 'lain'",
        "DELETE FROM desa_jejak",
        "UPDATE desa_segeljejak SET isi = ''",
        "DELETE FROM desa_segeljejak",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(locked, sql):
    lines(1)
    seal_trail()
    with pytest.raises(DatabaseError, match="Jejak hanya bertambah"), transaction.atomic():
        in_sql(sql)
    assert (Jejak.objects.filter(catatan="").count(), SegelJejak.objects.count()) == (1, 1)


def test_the_trail_still_grows(locked):
    assert len(lines(2)) == 2


def test_an_untouched_trail_is_whole():
    lines(3)
    assert seal_trail() == 3
    assert seal_trail() == 0
    lines(1)
    found = verify()
    assert (found.rusak, found.segel, found.belum) == ("", 3, 1)


@pytest.mark.parametrize("micro", [0, 5, 120_000, 999_999])
@pytest.mark.parametrize("nilai", [{}, {"b": [1.5, None], "a": ["é", "\U0001f600"]}])
def test_the_digest_of_a_line_is_that_of_its_values(micro, nilai):
    """Whatever the database keeps it as, and as it was when the first seals were made."""
    (made,) = lines(1)
    waktu = datetime(2026, 11, 23, 7, 30, 5, micro, UTC)
    Jejak.objects.filter(pk=made.pk).update(waktu=waktu, nilai=nilai)
    made.refresh_from_db()
    _, _, *rest = [getattr(made, name) for name in ISI]
    text = canonical([made.pk, waktu.isoformat(timespec="microseconds"), *rest])
    assert dict(digests(Jejak.objects.all())) == {made.pk: sha256(text.encode()).hexdigest()}


def test_the_first_changed_line_is_named():
    made = lines(5)
    seal_trail()
    for line in made[2:4]:
        in_sql("UPDATE desa_jejak SET label = 'Terima' WHERE id = %s", line.pk)
    assert verify().rusak == f"Jejak {made[2].pk} (segel 3) berubah setelah disegel."
    with pytest.raises(CommandError, match=f"Jejak {made[2].pk} "):
        call_command("verify_trail")


@pytest.mark.parametrize("column", ["waktu", "pelaku_id", "objek_id", "sesudah", "nilai"])
def test_no_column_can_be_changed_unseen(column):
    made = lines(2)
    seal_trail()
    value = {"waktu": datetime(2020, 1, 1, tzinfo=UTC), "pelaku_id": None, "nilai": {"a": [1, 2]}}
    Jejak.objects.filter(pk=made[1].pk).update(**{column: value.get(column, "x")})
    assert f"Jejak {made[1].pk} " in verify().rusak


def test_a_line_taken_away_is_missed():
    made = lines(3)
    seal_trail()
    in_sql("DELETE FROM desa_jejak WHERE id = %s", made[1].pk)
    assert verify().rusak == f"Jejak {made[1].pk} (segel 2) hilang."


def test_a_seal_taken_away_is_missed():
    lines(3)
    seal_trail()
    in_sql("DELETE FROM desa_segeljejak WHERE id = 2")
    assert verify().rusak == "Segel 2 hilang."


def test_a_chain_written_anew_no_longer_holds_the_head_that_was_noted(capsys):
    made = lines(3)
    seal_trail()
    head = verify().kepala
    call_command("verify_trail", kepala=[head])
    assert head in capsys.readouterr().out

    in_sql("UPDATE desa_jejak SET label = 'Terima' WHERE id = %s", made[0].pk)
    in_sql("DELETE FROM desa_segeljejak")
    seal_trail()
    assert verify().rusak == ""
    with pytest.raises(CommandError, match="pernah ditulis ulang"):
        call_command("verify_trail", kepala=[head])


def test_a_line_that_was_committed_late_is_sealed_late():
    made = lines(3)
    in_sql("DELETE FROM desa_jejak WHERE id = %s", made[0].pk)
    seal_trail()
    made[0].save(force_insert=True)
    assert seal_trail() == 1
    assert list(SegelJejak.objects.order_by("pk").values_list("jejak_id", flat=True)) == [
        made[1].pk, made[2].pk, made[0].pk,
    ]  # fmt: skip
    assert verify().rusak == ""


def test_a_lawful_erasure_is_seen_as_such(locked):
    made = lines(3)
    seal_trail()
    made[1].nilai = {"no_mou": ["", "[dihapus]"]}
    rewrite_lines([made[1]])
    found = verify()
    assert (found.rusak, found.segel, found.disunting) == ("", 4, 1)
    with pytest.raises(DatabaseError, match="Jejak hanya bertambah"), transaction.atomic():
        in_sql("UPDATE desa_jejak SET catatan = 'lain'")
