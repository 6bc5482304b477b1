"""A person's browser, and a phone's outbox, that talk to the house over HTTP and remember what
they were told. Threads and http.client: locust would bring gevent and twenty packages, and what
matters here, that every receipt is one row, it would not count."""

import http.client
import json
import re
import secrets
import threading
import time
from collections import Counter
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

SEKALI = 20  # entries in one trip
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Jawaban:
    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.body = response.read()

    @property
    def text(self):
        return self.body.decode()

    def json(self):
        return json.loads(self.body)


class Klien:
    """One line to the proxy, with its cookies; speaks as if TLS ended before the proxy."""

    def __init__(self, port, host, session="", *, https=True):
        self.port, self.host, self.https = port, host, https
        self.line, self.cookies = None, {}
        if session:
            self.cookies = {"sessionid": session, "csrftoken": secrets.token_hex(16)}

    def ask(self, path, data=None, *, kind="application/x-www-form-urlencoded", **headers):
        """A dict is posted as a form, bytes as they are; OSError when the line is cut."""
        body = urlencode(data) if isinstance(data, dict) else data
        told = {"Host": self.host, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if self.https:
            told |= {"X-Forwarded-Proto": "https", "Origin": f"https://{self.host}"}
        if body is not None:
            told |= {"Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        try:
            self.line = self.line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            method = "GET" if body is None else "POST"
            self.line.request(method, path, body, told | headers)
            answer = Jawaban(self.line.getresponse())
        except (OSError, http.client.HTTPException) as cut:
            self.close()
            raise ConnectionError(str(cut) or type(cut).__name__) from cut
        if answer.headers.get("Connection", "").lower() == "close":
            self.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {k: m.value for k, m in SimpleCookie(line).items()}
        return answer

    def fill(self, path, data):
        """Open a form and post it, as a browser without JavaScript does."""
        token = TOKEN.search(self.ask(path).text)[1]
        return self.ask(path, data | {"csrfmiddlewaretoken": token})

    def close(self):
        if self.line:
            self.line.close()
            self.line = None


def multipart(fields, files):
    """(body, kind) of a form with files: name -> bytes."""
    edge = secrets.token_hex(16)
    rows = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, content in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.jpg"'
        rows.append(f"{head}\r\nContent-Type: image/jpeg\r\n\r\n".encode() + content + b"\r\n")
    return b"".join([*rows, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"


def entry(desa, uraian="Rapat persiapan musyawarah di balai desa."):
    """A new entry as the quick log sends it."""
    return {"id": str(uuid4()), "desa": desa, "tugas": "1", "tema": "ppid", "uraian": uraian,
            "tanggal": time.strftime("%Y-%m-%d", time.gmtime(time.time() + 7 * 3600)),
            "simpan": "kirim"}  # fmt: skip


class Catatan:
    """What many threads were told: answers, times, receipts."""

    def __init__(self):
        self.lock, self.answers, self.seconds = threading.Lock(), Counter(), {}
        self.receipts, self.photos = {}, set()

    def note(self, what, status, seconds):
        with self.lock:
            self.answers[what, status] += 1
            self.seconds.setdefault(what, []).append(seconds)

    def timed(self, what, ask):
        """Ask and note; None when the line was cut."""
        start = time.perf_counter()
        try:
            answer = ask()
        except ConnectionError:
            answer = None
        self.note(what, answer.status if answer else "cut off", time.perf_counter() - start)
        return answer

    def failures(self):
        return sum(n for (_, s), n in self.answers.items() if s == "cut off" or s >= 500)


class Ponsel:
    """An outbox: sends its oldest entry until there is a receipt, its photo after it."""

    def __init__(self, klien, desa, catatan):
        self.klien, self.desa, self.catatan = klien, desa, catatan
        self.waiting = []

    def write(self, photo=None):
        self.waiting.append([entry(self.desa), photo, False])

    def send(self):
        """One try with the oldest; True when it is done with."""
        item = self.waiting[0]
        data, photo, there = item
        if not there:
            answer = self.catatan.timed("entry", lambda: self.klien.ask("/kegiatan/kirim/", data))
            if answer is None or answer.status not in {200, 201}:
                return False
            self.catatan.receipts[data["id"]] = answer.json()["resi"]
            item[2] = True
        if photo is not None and not self._send_photo(data["id"], photo):
            return False
        self.waiting.pop(0)
        return True

    def trip(self):
        """One try with the texts of up to twenty that wait; their photos are left to `send`."""
        items = [i for i in self.waiting if not i[2]][:SEKALI]
        if not items:
            return
        written = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        body = json.dumps([{"isian": list(i[0].items()), "ditulis": written} for i in items])
        path, kind = "/kegiatan/kirim/banyak/", "application/json"
        answer = self.catatan.timed(
            f"trip of {len(items)}", lambda: self.klien.ask(path, body.encode(), kind=kind)
        )
        if answer is None or answer.status != 200:
            return
        for item, told in zip(items, answer.json()["hasil"], strict=True):
            if told["status"] in {200, 201}:
                self.catatan.receipts[item[0]["id"]] = told["resi"]
                item[2] = True

    def _send_photo(self, pk, photo):
        body, kind = multipart({}, {"foto": photo})
        path = f"/kegiatan/{pk}/foto/"
        answer = self.catatan.timed("photo", lambda: self.klien.ask(path, body, kind=kind))
        if answer is None or answer.status not in {200, 201}:
            return False
        self.catatan.photos.add(pk)
        return True

    def empty(self, seconds):
        """Send until nothing waits, as the outbox does it; False when that took too long."""
        end = time.monotonic() + seconds
        if len(self.waiting) > 1:
            self.trip()
        while self.waiting and time.monotonic() < end:
            if not self.send():
                time.sleep(0.2)
        return not self.waiting
