"""What docker-compose.yml, the Dockerfile and nginx.conf say, made to run on this machine: the same
commands and the same environment, other ports and folders."""

import os
import re
import shlex
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
# Which processes stand for a service; what docker scales, is here two of them.
NODES = {
    "db": ["db"], "redis": ["redis"], "proxy": ["proxy"], "migrate": ["migrate"],
    "web": ["web1", "web2"], "worker": ["worker1", "worker2"], "beat": ["beat"],
}  # fmt: skip


def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def fill(text, given):
    """The text with its variables, as compose fills them in."""

    def value(match):
        name, kind, other = match.groups()
        if given.get(name):
            return given[name]
        if kind == "?":
            raise SystemExit(f"{name}: {other}")
        return other or ""

    return VARIABLE.sub(value, str(text)).replace("$$", "$")


def environment(service, given, moved):
    """Its environment; `moved` replaces what is elsewhere on this machine (redis:6379 …)."""
    rows = {k: fill(v, given) for k, v in services()[service].get("environment", {}).items()}
    for inside, here in moved.items():
        rows = {k: v.replace(inside, here) for k, v in rows.items()}
    return image_environment() | rows


def image_environment():
    """ENV of the Dockerfile."""
    text = (ROOT / "Dockerfile").read_text()
    lines = [line[4:] for line in text.splitlines() if line.startswith("ENV ")]
    return dict(word.split("=", 1) for line in lines for word in shlex.split(line))


def command(service, given, room):
    """Its command line; /tmp is a folder of ours."""
    said = services()[service].get("command")
    if said is None:
        lines = (ROOT / "Dockerfile").read_text().splitlines()
        return yaml.safe_load(next(line[4:] for line in lines if line.startswith("CMD ")))
    return [word.replace("/tmp/", f"{room}/") for word in shlex.split(fill(said, given))]  # noqa: S108


def health(service):
    """The words of its health check, without CMD."""
    return services()[service]["healthcheck"]["test"][1:]


def nginx(room, port, webs):
    """deploy/nginx.conf for two nodes of this machine instead of a name that Docker resolves."""
    text = (ROOT / "deploy/nginx.conf").read_text()
    text = text.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    text = re.sub(r"^\s*resolver .*\n", "", text, flags=re.MULTILINE)
    text = text.replace("set $web http://web:8000;", "set $web http://web;")
    # Of names that Docker resolves nginx remembers no failures either.
    nodes = "".join(f"    server 127.0.0.1:{n} max_fails=0;\n" for n in webs)
    paths = "".join(
        f"    {kind}_temp_path {room}/nginx-{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.getuid() == 0 else ""
    return (
        f"{user}daemon off;\npid {room}/nginx.pid;\nerror_log {room}/nginx-error.log;\n"
        "worker_processes 1;\nevents { worker_connections 1024; }\n"
        f"http {{\n    access_log off;\n{paths}    upstream web {{\n{nodes}    }}\n{text}}}\n"
    )
