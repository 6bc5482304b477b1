"""What each main page costs on a cheap phone: bytes and requests on the wire, and how long it takes
over 400 ms and 400 kbit/s. Beside the budgets of design.md 12.

    .venv/bin/python bench/bytes.py        (makes a demonstration of its own, takes two minutes)

"first" is with an empty cache, "next" when the shell is there already."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PORT = int(os.environ.get("PORT", "8397"))
PAGES = [
    ("pld", "/"),
    ("pld", "/kegiatan/catat/"),
    ("pld", "/kegiatan/"),
    ("pld", "/desa/35.07.11.2001/"),
    ("pld", "/kartu-ide/tulis/"),
    ("pld", "/laporan/"),
    ("tpid", "/tinjau/"),
    ("tpid", "/wilayah/35.07.11/"),
    ("admin", "/musyawarah/"),
    ("pemantau", "/wilayah/35.07/"),
]
FIRST, NEXT, HTML, CSS, JS = 50, 10, 14, 15, 20  # KB
USABLE = 3.0  # seconds
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 5e4, "uploadThroughput": 5e4}
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js"}


def serve(folder):
    """A production server with a demonstration, on a database of its own."""
    environ = os.environ | {
        "PPID_DATA": str(folder), "PPID_DEMO": "1", "PPID_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    environ.pop("DATABASE_URL", None)
    manage = [sys.executable, "manage.py"]
    for command in (["migrate"], ["load_wilayah"], ["demo"], ["collectstatic", "--noinput"]):
        subprocess.run([*manage, *command, "-v", "0"], cwd=ROOT, env=environ, check=True)  # noqa: S603
    command = [sys.executable, "-m", "gunicorn", "ppid.wsgi", "-b", f"127.0.0.1:{PORT}"]
    command += ["-k", "gthread", "--threads", "8", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=True)  # noqa: S603
    for _ in range(300):
        with suppress(OSError), urlopen(f"http://127.0.0.1:{PORT}/sehat/"):
            return process
        time.sleep(0.2)
    raise SystemExit("the server does not answer")


class Visit:
    """One page load, counted on the wire."""

    def __init__(self, context, *, slow=False):
        self.page = context.new_page()
        self.kinds, self.bytes, self.requests = {}, {}, 0
        session = context.new_cdp_session(self.page)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._ended)
        session.send("Network.enable")
        if slow:
            session.send("Network.emulateNetworkConditions", SLOW)

    def _answered(self, event):
        answer = event["response"]
        from_cache = answer.get("fromDiskCache") or answer.get("fromServiceWorker")
        if not from_cache and answer["url"].startswith("http"):
            self.kinds[event["requestId"]] = KINDS.get(event["type"], "other")

    def _ended(self, event):
        if kind := self.kinds.get(event["requestId"]):
            self.requests += 1
            self.bytes[kind] = self.bytes.get(kind, 0) + event["encodedDataLength"]

    def go(self, path):
        """Seconds until the page can be used."""
        began = time.monotonic()
        self.page.goto(path, wait_until="domcontentloaded")
        usable = time.monotonic() - began
        self.page.wait_for_load_state("networkidle")
        return usable

    @property
    def kb(self):
        return {name: size / 1024 for name, size in self.bytes.items()}

    @property
    def total(self):
        return sum(self.kb.values())


def cookies_of(browser, account):
    context = browser.new_context(base_url=f"http://127.0.0.1:{PORT}", service_workers="block")
    page = context.new_page()
    page.goto("/masuk/")
    page.fill("[name=username]", account)
    page.fill("[name=password]", "salam-inovasi")
    page.click("main button")
    page.wait_for_url("**/")
    state = context.storage_state()
    context.close()
    return {"cookies": state["cookies"], "origins": []}


def measure(browser, state, path):
    fresh = {
        "base_url": f"http://127.0.0.1:{PORT}", "storage_state": state, "service_workers": "block",
        "viewport": {"width": 360, "height": 740},
    }  # fmt: skip
    with closing(browser.new_context(**fresh)) as context:
        first = Visit(context)
        first.go(path)
        following = Visit(context)
        following.go(path)
    with closing(browser.new_context(**fresh)) as context:
        slow_first = Visit(context, slow=True).go(path)
        slow_next = Visit(context, slow=True).go(path)
    return first, following, slow_first, slow_next


HEAD = ["who", "page", "first KB", "html", "css", "js", "requests", "next KB", "requests"]
HEAD += ["400 ms, 400 kbit/s: first", "next"]


def say(*cells):
    print("|", " | ".join(cells), "|", flush=True)


def main():
    say(*HEAD)
    say(*("---" for _ in HEAD))
    over = []
    with tempfile.TemporaryDirectory(prefix="ppid-bytes-") as folder, sync_playwright() as p:
        server = serve(folder)
        try:
            browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            states = {who: cookies_of(browser, who) for who in dict(PAGES)}
            for who, path in PAGES:
                over += row(who, path, *measure(browser, states[who], path))
            browser.close()
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()
    budget = f"first {FIRST} KB (html {HTML}, css {CSS}, js {JS}), next {NEXT} KB, {USABLE:.0f} s"
    print(f"\nBudget: {budget}.", *(over or ["Every page keeps it."]), sep="\n")
    return bool(over)


def row(who, path, first, following, slow_first, slow_next):
    kb = {kind: first.kb.get(kind, 0) for kind in ("html", "css", "js")}
    sizes = [f"{n:.1f}" for n in (first.total, *kb.values())]
    say(
        who, path, *sizes, str(first.requests), f"{following.total:.1f}", str(following.requests),
        f"{slow_first:.1f} s", f"{slow_next:.1f} s",
    )  # fmt: skip
    found = {
        "first": (first.total, FIRST), "html": (kb["html"], HTML), "css": (kb["css"], CSS),
        "js": (kb["js"], JS), "next": (following.total, NEXT), "seconds": (slow_next, USABLE),
    }  # fmt: skip
    return [f"{path}: {n} {is_:.1f} > {may}" for n, (is_, may) in found.items() if is_ > may]


if __name__ == "__main__":
    sys.exit(main())
