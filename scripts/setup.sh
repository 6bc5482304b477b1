#!/bin/sh
# Makes this folder ready: `setup.sh run`, `setup.sh dev` or `setup.sh browser`. Safe to repeat.
set -eu
cd "$(dirname "$0")/.."
venv=.venv

say() { printf '%s\n' "ppid: $*"; }

find_python() {
    for name in ${PYTHON:-python3.11 python3 python3.12 python3.13}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    say "Python 3.11 or newer was not found." >&2
    exit 1
}

has_library() { "$python" -c "import ctypes; ctypes.CDLL('$1')" 2>/dev/null; }

quietly() { output=$("$@" 2>&1) || { printf '%s\n' "$output" >&2 && return 1; }; }

retry() {
    for pause in 5 15 30 0; do
        "$@" && return
        say "that did not work: $*" >&2
        [ "$pause" = 0 ] || { say "again in $pause seconds" >&2 && sleep "$pause"; }
    done
    return 1
}

wanted_packages() { # one Debian package for each thing this machine lacks
    "$python" -c 'import ensurepip' 2>/dev/null ||
        "$python" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))'
    has_library libpango-1.0.so.0 || echo libpango-1.0-0
    has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
    has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
    [ "$1" = run ] || command -v pdftotext >/dev/null || echo poppler-utils
    [ "$1" != browser ] || [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || echo chromium
}

install_packages() {
    line="apt-get update && apt-get install -y --no-install-recommends $*"
    if ! command -v apt-get >/dev/null; then
        say "please install what your system calls these: $*" >&2
        exit 1
    elif [ "$(id -u)" = 0 ]; then
        root=""
    elif sudo -n true 2>/dev/null; then
        root="sudo -n"
    else
        say "a few system packages are missing. As root, run this line, then try again:" >&2
        say "    $line" >&2
        exit 1
    fi
    say "installing system packages: $*"
    retry fetch_packages "$@"
}

fetch_packages() { # update answers 0 when it fetched nothing, so both are tried again together
    quietly $root apt-get -qq update
    quietly $root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@"
}

install_requirements() {
    if [ ! -x "$venv/bin/pip" ] || ! "$venv/bin/python" -c '' 2>/dev/null; then
        say "making the virtual environment in $venv"
        "$python" -m venv --clear "$venv"
    fi
    say "installing what $1 names"
    retry "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$1"
}

python=$(find_python)
missing=$(wanted_packages "$1" | tr '\n' ' ')
[ -z "$missing" ] || install_packages $missing
case $1 in
    run) install_requirements requirements.txt ;;
    *) install_requirements requirements-dev.txt ;;
esac
