#!/bin/sh
# Serves this folder on 127.0.0.1: database, places, demonstration data, static files, server.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
export PPID_DEMO="${PPID_DEMO:-1}" PPID_DATA="${PPID_DATA:-var}" PORT="${PORT:-8000}"
PATH="$PWD/.venv/bin:$PATH"

static_is_current() {
    stamp="$PPID_DATA/static/.stamp"
    [ -e "$stamp" ] && [ -z "$(find static requirements.txt -newer "$stamp" -print -quit)" ]
}

if ! python -c "import socket; socket.create_server(('127.0.0.1', $PORT))" 2>/dev/null; then
    echo "ppid: port $PORT is taken. Try another: make run PORT=$((PORT + 1))" >&2
    exit 1
fi
python manage.py migrate --no-input --verbosity 0
python manage.py load_wilayah
[ "$PPID_DEMO" = 0 ] || python manage.py demo --sidoarjo
if ! static_is_current; then
    python manage.py collectstatic --no-input --clear --verbosity 0
    touch "$PPID_DATA/static/.stamp"
fi

echo
echo "  PPID is at http://127.0.0.1:$PORT/   (Ctrl-C stops it)"
if [ "$PPID_DEMO" != 0 ]; then
    echo "  Demonstration accounts: pld  pd  tpid  tik  admin  pemantau"
    echo "                          tpid-bendahara  tpid-verifikator  tik-p2ktd"
    echo "  Password of each:       salam-inovasi"
fi
echo
exec gunicorn --config deploy/gunicorn.conf.py ppid.wsgi
