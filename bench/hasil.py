"""What was measured, kept beside its budget. With PPID_BENCH_HASIL naming a file, each measurement
is a line of JSON there; `python -m bench` makes one table of them."""

import json
import os
from pathlib import Path


def keep(what, value, unit, *, budget=None, ratio=None, least=False, command=""):
    """`budget` is the most that is allowed, or the `least`; `ratio` is (number, beside what)."""
    if not (path := os.environ.get("PPID_BENCH_HASIL")):
        return
    row = {
        "what": what, "value": value, "unit": unit, "budget": budget, "ratio": ratio,
        "least": least, "command": command,
    }  # fmt: skip
    with Path(path).open("a") as kept:
        kept.write(json.dumps(row) + "\n")


def table(path):
    """Markdown of all that was kept."""
    yield "| what | measured | budget | met | ratio | command |"
    yield "|---|--:|--:|---|---|---|"
    for line in Path(path).read_text().splitlines():
        row = json.loads(line)
        yield "| " + " | ".join(_cells(row)) + " |"


def _cells(row):
    unit, budget, ratio = row["unit"], row["budget"], row["ratio"]
    yield row["what"]
    yield f"{row['value']:,.4g} {unit}" if row["value"] < 1000 else f"{row['value']:,.0f} {unit}"
    yield "" if budget is None else f"{'≥' if row['least'] else '≤'} {budget:g} {unit}"
    yield "" if budget is None else "yes" if _met(row) else "NO"
    yield "" if ratio is None else f"{ratio[0]:.2f}× {ratio[1]}"
    yield f"`{row['command']}`" if row["command"] else ""


def _met(row):
    if row["least"]:
        return row["value"] >= row["budget"]
    return row["value"] <= row["budget"]
