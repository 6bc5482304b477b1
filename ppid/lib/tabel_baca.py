"""Rows in: XLSX, XLS, ODS, CSV in any usual dress, a web page named .xls; judged by content.

The file is opened by a process of its own (tabel_urai), under a ceiling of memory and time; what
arrives here is one row after the other, so a hundred thousand rows take no more than ten."""

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from ppid.lib import tabel_urai

PALING_BESAR = 25 * 1024 * 1024  # bytes of a file
TERLALU_BESAR = "Berkas ini terlalu besar atau terlalu rumit untuk dibuka. Bagi menjadi beberapa."


class Unreadable(Exception):
    """The file as a whole; the text says what to do."""


class Lembar:
    """One sheet being read: `lembar` names all sheets of the file (none of a CSV), iteration gives
    (row number as the spreadsheet shows it, cells). Blank rows are left out."""

    def __init__(self, lines):
        self._lines = lines
        first = self._next()
        self.lembar = first["lembar"] if first else []

    def _next(self):
        for line in self._lines:
            said = json.loads(line)
            if isinstance(said, dict) and "tolak" in said:
                raise Unreadable(said["tolak"])
            return said
        return None

    def __iter__(self):
        while (row := self._next()) is not None:
            yield row[0], row[1:]


@contextmanager
def open_sheet(file, sheet=0):
    """Read one sheet of an open binary file, or of whatever a file field keeps.

    with open_sheet(berkas) as lembar:
        for nomor, sel in lembar: …"""
    with NamedTemporaryFile(suffix=".dat") as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.flush()
        if copy.tell() > PALING_BESAR:
            raise Unreadable("Berkas lebih dari 25 MB. Bagi menjadi beberapa berkas.")
        command = [sys.executable, "-I", str(Path(tabel_urai.__file__)), copy.name, str(sheet)]
        with subprocess.Popen(  # noqa: S603
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as reader:
            whole = False
            try:
                lembar = Lembar(reader.stdout)
                yield lembar
                whole = lembar._next() is None
            finally:
                if not whole:
                    reader.kill()
        if whole and reader.returncode:
            raise Unreadable(TERLALU_BESAR)
