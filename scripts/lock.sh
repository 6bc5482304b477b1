#!/bin/sh
# Pins every dependency with its hashes, for Python 3.11.2 and newer. Names no host.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools/venv"
"$tools/venv/bin/pip" install --quiet --disable-pip-version-check "uv>=0.13,<0.14"

compile() { # 3.11.2 is Debian 12's own: it needs async-timeout, which 3.11.3 does not
    "$tools/venv/bin/uv" pip compile --quiet --universal --python-version 3.11.2 \
        --generate-hashes --no-annotate --no-header "$@"
}
compile "$@" pyproject.toml -o requirements.txt
compile "$@" -c requirements.txt --extra s3 pyproject.toml -o requirements-s3.txt
compile "$@" -c requirements-s3.txt --extra s3 --group dev pyproject.toml -o requirements-dev.txt
