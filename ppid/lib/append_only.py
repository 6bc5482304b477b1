"""Tables that only grow, kept so by triggers of the database itself, whoever writes.

A migration puts the triggers up with `lock`. SQLite loses them when a later migration rebuilds a
table: that migration ends with `lock` again."""

from dataclasses import dataclass, field

EVENTS = ("update", "delete", "truncate")


@dataclass(frozen=True)
class AppendOnly:
    """`refusal` is what the database says; `unless` is PL/pgSQL that may return a row before it,
    `only_when` the condition of SQLite under which an update of a table is refused."""

    function: str
    tables: tuple
    refusal: str
    unless: str = ""
    only_when: dict = field(default_factory=dict)

    def lock(self, connection):
        """Put the triggers up; harmless where they stand."""
        self.unlock(connection)
        postgres = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            for statement in self._postgresql() if postgres else self._sqlite():
                cursor.execute(statement)

    def unlock(self, connection):
        """Take them away: for the one who empties a whole database, such as a test."""
        postgres = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            for table in self.tables:
                where = f" ON {table}" if postgres else ""
                for event in EVENTS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}{where}")

    def _postgresql(self):
        yield (
            f"CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
            f"BEGIN\n{self.unless}\n"
            f"RAISE EXCEPTION '{self.refusal}' USING ERRCODE = 'restrict_violation';\nEND $$"
        )
        for table in self.tables:
            for event in EVENTS:
                each = "" if event == "truncate" else "FOR EACH ROW "
                yield (
                    f"CREATE TRIGGER {table}_{event} BEFORE {event} ON {table} "
                    f"{each}EXECUTE FUNCTION {self.function}()"
                )

    def _sqlite(self):
        """Without truncate, which SQLite does not know."""
        abort = f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
        for table in self.tables:
            when = f"WHEN {self.only_when[table]} " if table in self.only_when else ""
            yield f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {when}{abort}"
            yield f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {abort}"
