"""Write docs/alur.md from the workflow tables, so that the drawings are true."""

from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand

from ppid.lib.workflow import Workflow

APPS = ["desa", "inovasi", "p2ktd", "musyawarah", "tugas"]
HEAD = """# The workflows, drawn from their tables

Written by `manage.py draw_workflows`; a test keeps it true. Who may take each step stands in the
grid under each drawing.
"""


class Command(BaseCommand):
    help = "Menggambar alur kerja dari tabelnya ke docs/alur.md."

    def handle(self, *args, **options):
        parts = [HEAD, *(section(name, table) for name, table in tables())]
        (settings.BASE_DIR / "docs" / "alur.md").write_text("\n".join(parts))


def tables():
    for app in APPS:
        if (settings.BASE_DIR / app / "workflow.py").exists():
            for name, value in vars(import_module(f"{app}.workflow")).items():
                if isinstance(value, Workflow):
                    yield f"{app}.workflow.{name}", value


def section(name, table):
    rows = [
        f"| {s.name} | {s.label} | {', '.join(sorted(s.sources))} | {s.target or '–'} "
        f"| {', '.join(sorted(s.by))} | {whose(s)} | {'ya' if s.needs_note else ''} |"
        for s in table.steps.values()
    ]
    head = "| step | button | from | to | who | whose | note |\n|---|---|---|---|---|---|---|"
    drawing = f"```mermaid\n{table.mermaid()}\n```"
    return "\n".join([f"## {name}", "", drawing, "", head, *rows, ""])


def whose(step):
    if step.of:
        return "; ".join(f"{k}: of {', '.join(sorted(v))}" for k, v in sorted(step.of.items()))
    return {True: "own", False: "not own", None: ""}[step.own]
