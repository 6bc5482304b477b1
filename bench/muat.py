"""How long do the 91,600 places take to load: into an empty database, at the next start, and when
everything is compared again? On a SQLite of its own, thrown away; DATABASE_URL for an empty other.

    .venv/bin/python bench/muat.py
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent


def run(*words, env):
    start = perf_counter()
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)  # noqa: S603
    return perf_counter() - start


def main():
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"PPID_DATA": folder, "PPID_DEMO": "1"}
        run("migrate", "--verbosity", "0", env=env)
        for label, options in (("first", []), ("next start", []), ("compared", ["--ulang"])):
            taken = run("load_wilayah", *options, env=env)
            print(f"{label:12} {taken:6.2f} s")


if __name__ == "__main__":
    main()
