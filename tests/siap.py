"""An SQLite database with every migration run, kept between test runs: making it takes longer than
most tests. It is known by the text of the migrations and of what they import, so a changed one
makes it anew. CI never uses it."""

import re
import shutil
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".pytest_cache" / "siap"
OURS = re.compile(r"^(?:from|import) ((?:desa|inovasi|musyawarah|p2ktd|tugas|ppid)[\w.]*)", re.M)


def place():
    """Where the database of this state of the migrations is, or will be."""
    files = sorted(ROOT.glob("*/migrations/*.py"))
    for _ in range(2):  # what they import, and what that imports
        files = sorted({*files, *(f for file in files for f in imported(file))})
    digest = sha256((ROOT / "requirements.txt").read_bytes())
    for file in files:
        digest.update(file.read_bytes())
    return KEPT / f"{digest.hexdigest()[:16]}.sqlite3"


def imported(file):
    for name in OURS.findall(file.read_text()):
        module = ROOT / name.replace(".", "/")
        yield from filter(Path.is_file, (module.with_suffix(".py"), module / "__init__.py"))


def bring(database):
    """Lay the kept database where this run wants its own; False when there is none."""
    kept = place()
    if kept.exists():
        shutil.copyfile(kept, database)
    return kept.exists()


def keep(connection):
    """Remember this freshly migrated database, and forget those of other states."""
    kept = place()
    KEPT.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{Path(connection.settings_dict['NAME']).parent.name}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(part)])
    part.replace(kept)
    for other in set(KEPT.glob("*.sqlite3")) - {kept}:
        other.unlink(missing_ok=True)
