"""The floor plan, checked: an app imports only from the floors below it."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template

from ppid.lib.workflow import Workflow

ROOT = Path(__file__).parent.parent
FLOORS = ["ppid.lib", "desa", "inovasi", "p2ktd", "musyawarah", "tugas", "ppid"]  # ground first
ROOMS = [  # inside an app: each room imports only from those before it
    "choices", "kode", "workflow", "scoping", "models", "trail", "tasks", "actions",
    "forms", "filters", "exports", "views", "urls",
]  # fmt: skip
APPS = sorted({floor.partition(".")[0] for floor in FLOORS})
SOURCES = [p for app in APPS for p in sorted((ROOT / app).rglob("*.py"))]
CODE = [p for p in SOURCES if "migrations" not in p.parts]
WORKFLOWS = [p for p in CODE if p.name == "workflow.py" and "lib" not in p.parts]


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def floor_of(module):
    homes = [f for f in FLOORS if module == f or module.startswith(f + ".")]
    return FLOORS.index(max(homes, key=len)) if homes else None


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: write imports in full, not with dots"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module):
    parts = module.split(".")
    return ROOMS.index(parts[1]) if len(parts) > 1 and parts[1] in ROOMS else None


def by_name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=by_name)
def test_imports_point_down(path):
    here = floor_of(module_of(path))
    above = [name for name in imports_of(path) if (floor_of(name) or 0) > here]
    assert above == []


@pytest.mark.parametrize("path", CODE, ids=by_name)
def test_rooms_of_an_app_stand_in_order(path):
    here, app = room_of(module_of(path)), path.relative_to(ROOT).parts[0]
    if here is None or app == "ppid":
        return
    own = [name for name in imports_of(path) if name.split(".")[0] == app]
    assert [name for name in own if (room_of(name) or 0) > here] == []


@pytest.mark.parametrize("path", CODE, ids=by_name)
def test_imports_stand_at_the_top(path):
    tree = ast.parse(path.read_text())
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    hidden = [
        f"{f.name}:{n.lineno}"
        for f in functions
        for n in ast.walk(f)
        if isinstance(n, ast.Import | ast.ImportFrom)
    ]
    allowed = path.name == "apps.py"  # ready() is where Django says to register
    assert allowed or hidden == []


# Into a buffer goes a picture, not a row.
WRITES = re.compile(
    r"(?<!actions)\.(save|create|get_or_create|update_or_create|delete|bulk_\w+)\((?!buffer)"
)
UPDATES = re.compile(r"objects\.[^\n]*\.update\(|queryset\.update\(|rows\.update\(")


@pytest.mark.parametrize("path", CODE, ids=by_name)
def test_only_actions_and_the_trail_write(path):
    may = path.stem == "trail" or "actions" in {path.stem, path.parent.name}
    if not may and "management" not in path.parts:
        text = path.read_text()
        assert WRITES.findall(text) + UPDATES.findall(text) == []


def test_only_the_trail_moves_a_status():
    movers = [by_name(p) for p in CODE if re.search(r"\.status = ", p.read_text())]
    assert movers == ["desa/trail.py"]


@pytest.mark.parametrize("path", CODE, ids=by_name)
def test_a_file_stays_readable(path):
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", CODE, ids=by_name)
def test_a_function_stays_readable(path):
    functions = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef)]
    assert [f.name for f in functions if f.end_lineno - f.lineno >= 40] == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=by_name)
def test_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


OPEN_COMMENT = re.compile(r"\{#(?!.*#\})")  # over two lines it is no comment but text


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=by_name)
def test_a_comment_of_a_template_ends_on_its_line(path):
    assert OPEN_COMMENT.findall(path.read_text()) == []


INLINE = re.compile(r"\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)")


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=by_name)
def test_template_keeps_the_content_security_policy(path):
    if "pdf" not in path.parts:
        assert INLINE.findall(path.read_text()) == []


def test_no_model_change_without_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", WORKFLOWS, ids=by_name)
def test_docs_draw_each_workflow_as_it_is(path):
    drawings = (ROOT / "docs" / "alur.md").read_text()
    tables = vars(__import__(module_of(path), fromlist=["*"])).values()
    tables = [table for table in tables if isinstance(table, Workflow)]
    assert tables
    assert [t for t in tables if t.mermaid() not in drawings] == []
