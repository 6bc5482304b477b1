"""The proofs, in order. Each returns a sentence of what was seen, or raises Gagal."""

import hmac
import json
import os
import re
import secrets
import signal
import struct
import tarfile
import threading
import time
from hashlib import sha1, sha256
from io import BytesIO
from random import Random

from PIL import Image

from bench.klien import Catatan, Klien, Ponsel, entry, multipart
from bench.produksi import orang, susunan
from bench.produksi.tempat import HOST, KEMBALI
from bench.rumah import children, until

SANDI = secrets.token_hex(8)
PIECE = 32 * 1024
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class Gagal(Exception):
    """What was not as promised, as a sentence."""


def need(true, sentence):
    if not true:
        raise Gagal(sentence)


def photo(seed, side=900):
    """A picture with about as much in it as a photo has, the same for the same seed."""
    small = side // 20
    content = Random(seed).randbytes(3 * small * small)  # noqa: S311
    out = BytesIO()
    image = Image.frombytes("RGB", (small, small), content)
    image.resize((side, side * 3 // 4), Image.Resampling.BICUBIC).save(out, "JPEG", quality=90)
    return out.getvalue()


class Pemeriksaan:
    def __init__(self, rumah):
        self.rumah, self.catatan = rumah, Catatan()
        self.pld, self.admin = self.klien(), self.klien()

    def klien(self, session="", **how):
        return Klien(self.rumah.port["proxy"], HOST, session, **how)

    def steps(self):
        return [
            self.health, self.https, self.static, self.login, self.outbox, self.receipts,
            self.minutes, self.lose_web, self.roll_web, self.lose_child, self.lose_worker,
            self.lose_redis, self.clock, self.backup, self.count,
        ]  # fmt: skip

    def health(self):
        """health checks of compose, and the page that says ready"""
        rumah = self.rumah
        need(self.klien().ask("/proxy-sehat").status == 204, "the proxy is not well")
        need(all(rumah.healthy(n) for n in ("web1", "web2")), "a web node is not well")
        ready = self.klien().ask("/sehat/siap/")
        need(ready.status == 200, f"not ready: {ready.text}")
        for name in susunan.NODES["worker"]:
            until(lambda name=name: rumah.answers(name), 120, name)
        numbers = self.klien().ask(
            "/metrik/", Authorization=f"Bearer {rumah.given['PPID_METRIK_TOKEN']}"
        )
        need(b"ppid_permintaan_total" in numbers.body, "no numbers at /metrik/")
        need(self.klien().ask("/metrik/").status == 404, "/metrik/ is open without its token")
        return "proxy, web1, web2, worker1, worker2, ready page, /metrik/ with its token only"

    def https(self):
        """plain HTTP is sent to HTTPS, pages carry the headers, cookies are secure"""
        plain = self.klien(https=False).ask("/masuk/")
        need(
            plain.status == 301 and plain.headers["Location"].startswith("https://"), "no redirect"
        )
        page = self.klien().ask("/masuk/")
        for name, wanted in HEADERS.items():
            need(wanted in page.headers.get(name, ""), f"{name}: {page.headers.get(name)}")
        need("/" not in page.headers.get("Server", ""), "the server tells its version")
        cookies = "\n".join(page.headers.get_all("Set-Cookie", []))
        need("csrftoken" in cookies and "Secure" in cookies, f"cookies: {cookies}")
        stranger = Klien(self.rumah.port["proxy"], "lain.contoh.id").ask("/masuk/")
        need(stranger.status == 400, "another host name is answered")
        return f"301 to https; {', '.join(HEADERS)}; secure cookies; another Host is refused"

    def static(self):
        """static files are compressed ahead of time and kept for ever"""
        page = self.klien().ask("/masuk/").text
        paths = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page)))
        need(paths, "the page names no static file")
        for path in paths:
            answer = self.klien().ask(path, **{"Accept-Encoding": "br, gzip"})
            need(
                answer.headers.get("Content-Encoding") in {"br", "gzip"},
                f"{path} is not compressed",
            )
            need("immutable" in answer.headers.get("Cache-Control", ""), f"{path} is not kept")
        return f"{len(paths)} files of the login page: compressed, immutable"

    def login(self):
        """a password lets a PLD in; the Admin needs the second step as well"""
        tempat = {"pld": orang.DESA, "admin": orang.KABUPATEN}
        rows = [(f"{p}uji", p, t) for p, t in tempat.items()]
        self.rumah.told(orang.PEOPLE.format(rows=rows, sandi=SANDI, rahasia=orang.RAHASIA))
        for klien, name in ((self.pld, "plduji"), (self.admin, "adminuji")):
            wrong = klien.fill("/masuk/", {"username": name, "password": "salah"})
            need(wrong.status == 200, f"a wrong password: {wrong.status}")
            right = klien.fill("/masuk/", {"username": name, "password": SANDI})
            need(right.status == 302, f"{name} is not let in: {right.status}")
        need(self.pld.ask("/").status == 200, "the PLD sees no front page")
        need("langkah-kedua" in self.admin.ask("/").headers.get("Location", ""), "no second step")
        self.admin.fill("/akun/langkah-kedua/kode/", {"kode": code(orang.RAHASIA)})
        need(self.admin.ask("/").status == 200, "the Admin sees no front page")
        return "PLD by password, Admin by password and code; wrong words are refused"

    def outbox(self):
        """an entry, its photo in pieces, the same again, the photo seen"""
        data, content = entry(orang.DESA), photo(1)
        self.pld.ask("/csrf/")
        first = self.pld.ask("/kegiatan/kirim/", data)
        need(first.status == 201, f"not taken: {first.status} {first.text[:200]}")
        again = self.pld.ask("/kegiatan/kirim/", data)
        need(again.status == 200 and again.json()["resi"] == first.json()["resi"], "other receipt")
        self._pieces(data["id"], content)
        sidik = sha256(content).hexdigest()
        there = self.pld.ask("/kegiatan/kirim/", data).json()
        need(there["foto"] == [sidik], f"the receipt names {there['foto']}")
        self.catatan.receipts[data["id"]] = first.json()["resi"]
        self.catatan.photos.add(data["id"])
        resi, seen = first.json()["resi"], self._seen(first.json()["alamat"])
        return f"receipt {resi}, twice the same; {len(content):,} bytes in pieces; {seen}"

    def _pieces(self, pk, content):
        sidik = sha256(content).hexdigest()
        offered, kind = multipart({"berkas:foto": f"{sidik} {len(content)} a.jpg"}, {})
        lack = self.pld.ask(f"/kegiatan/{pk}/foto/", offered, kind=kind)
        need(lack.status == 409, f"missing pieces: {lack.status} {lack.text[:200]}")
        for start in range(0, len(content), PIECE):
            path = f"/kiriman/bagian/{sidik}/?mulai={start}"
            answer = self.pld.ask(
                path, content[start : start + PIECE], kind="application/octet-stream"
            )
            need(answer.status == 200, f"a piece: {answer.status}")
        answer = self.pld.ask(f"/kegiatan/{pk}/foto/", offered, kind=kind)
        need(answer.status == 201, f"joined: {answer.status} {answer.text[:200]}")

    def _seen(self, alamat):
        path = re.search(r'"(/bukti/[^"?]+)', self.pld.ask(alamat).text)[1]
        shown = self.pld.ask(path)
        need(shown.headers["Content-Type"] == "image/jpeg", "the photo is not shown")
        need(len(shown.body) <= 150 * 1024, f"a photo of {len(shown.body)} bytes")
        need(self.klien().ask(path).status == 302, "a stranger sees the photo")
        kept = self.rumah.s3().list_objects_v2(Bucket="desa", Prefix="bukti/")["KeyCount"]
        need(kept == 2 and not (self.rumah.data / "berkas").exists(), "it is not in the bucket")
        return f"shown with {len(shown.body):,} bytes from the bucket, to its author only"

    def receipts(self):
        """receipts as a page and as PDF"""
        resi = next(iter(self.catatan.receipts.values()))
        need(resi in self.pld.ask("/kegiatan/resi/").text, "the receipt is not on the page")
        paper = self.pld.ask("/kegiatan/resi/cetak/")
        need(paper.body.startswith(b"%PDF-"), "no PDF of receipts")
        return f"{resi} on the page; PDF of {len(paper.body):,} bytes"

    def minutes(self):
        """the Admin seals minutes; a worker prints them"""
        pk = self.rumah.told(orang.MEETINGS.format(kecamatan=orang.KECAMATAN, count=1))[0]
        sealed = self.admin.fill(f"/musyawarah/{pk}/langkah/finalise/", {"catatan": ""})
        need(sealed.status == 302, f"not sealed: {sealed.status}")
        stored = until(lambda: self.stored("dokumen/"), 60, "the worker prints no minutes")
        paper = self.admin.ask(f"/musyawarah/{pk}/berita-acara.pdf")
        need(paper.body.startswith(b"%PDF-"), "no PDF of minutes")
        need(len(stored) == 1, f"stored {len(stored)} times")
        return f"{len(paper.body):,} bytes, printed once by a worker into the bucket"

    def stored(self, prefix):
        rows = self.rumah.s3().list_objects_v2(Bucket="desa", Prefix=prefix)
        return {row["Key"] for row in rows.get("Contents", [])}

    def under_traffic(self, trouble, seconds=6):
        """People read and phones send while something happens; the sentence of what they got."""
        keys = self.rumah.told(
            orang.PHONES.format(
                tempat=orang.KECAMATAN, count=4, awal=f"{trouble.__name__}{time.time_ns()}"
            )
        )
        seen, over = Catatan(), threading.Event()

        def live(session, desa):
            klien = self.klien(session)
            phone = Ponsel(klien, desa, seen)
            while not over.is_set() or phone.waiting:
                phone.write()
                phone.send()
                seen.timed("page", lambda: klien.ask("/kegiatan/"))

        threads = [threading.Thread(target=live, args=key, daemon=True) for key in keys]
        for thread in threads:
            thread.start()
        time.sleep(seconds / 2)
        trouble()
        time.sleep(seconds / 2)
        over.set()
        for thread in threads:
            thread.join(60)
        wrong = {f"{w} {s}": n for (w, s), n in seen.answers.items() if s not in {200, 201}}
        need(not wrong, f"seen through the proxy: {wrong}")
        self.catatan.receipts |= seen.receipts
        return f"{sum(seen.answers.values())} requests, {len(seen.receipts)} entries, no failure"

    def lose_web(self):
        """one web node is killed under traffic"""

        def kill_web1():
            self.rumah.stop("web1", signal.SIGKILL)

        said = self.under_traffic(kill_web1)
        self.rumah.service("web1")
        return said

    def roll_web(self):
        """both web nodes are replaced one after the other under traffic"""

        def replace_each():
            for name in susunan.NODES["web"]:
                self.rumah.restart(name)

        return self.under_traffic(replace_each)

    def _print(self, count, trouble):
        """So many papers to print, trouble as soon as the first are there; each is printed once."""
        pks = self.rumah.told(orang.MEETINGS.format(kecamatan=orang.KECAMATAN, count=count))
        before = self.stored("dokumen/")
        docs = self.rumah.told(orang.SEAL.format(pks=pks))
        until(lambda: self.stored("dokumen/") - before, 60, "no worker prints")
        trouble()
        done = until(lambda: self._all(docs), 180, "papers are missing")
        time.sleep(KEMBALI + 1)
        files = self.stored("dokumen/") - before
        need(files == set(done.values()), f"{len(files)} files for {len(docs)} papers")
        return f"{len(docs)} papers, {len(files)} files"

    def _all(self, docs):
        done = self.rumah.told(orang.PRINTED.format(pks=docs))
        return done if len(done) == len(docs) else None

    def lose_child(self):
        """a worker's child is killed at a task: it is done, once"""

        def kill_children():
            for name in susunan.NODES["worker"]:
                for child in children(self.rumah.running[name].pid):
                    os.kill(child, signal.SIGKILL)

        return self._print(8, kill_children)

    def lose_worker(self):
        """a whole worker is killed at a task: it is done by another, once"""
        said = self._print(8, lambda: self.rumah.stop("worker1", signal.SIGKILL))
        self.rumah.service("worker1")
        return f"{said}; what it held went to the other after {KEMBALI} s"

    def lose_redis(self):
        """Redis goes and comes back: entries are taken all the while"""

        def stop_redis():
            self.rumah.stop("redis", signal.SIGKILL)
            time.sleep(4)
            self.rumah.redis(*susunan.command("redis", self.rumah.given, self.rumah.room))

        return self.under_traffic(stop_redis)

    def clock(self):
        """beat hands over what waited in the database, and the worker does it"""
        pk = self.rumah.told(orang.MEETINGS.format(kecamatan=orang.KECAMATAN, count=1))
        self.rumah.stop("redis", signal.SIGKILL)
        docs = self.rumah.told(orang.SEAL.format(pks=pk))
        waits = self.rumah.told(orang.WAITING)
        self.rumah.redis(*susunan.command("redis", self.rumah.given, self.rumah.room))
        need(waits, "the task was not kept")
        start = time.monotonic()
        until(lambda: self._all(docs), 150, "beat hands nothing over")
        need(not self.rumah.told(orang.WAITING), "it still waits")
        seconds = time.monotonic() - start
        return f"sealed while Redis was away, printed {seconds:.0f} s after it was back"

    def backup(self):
        """a backup of database and bucket; the trail is whole"""
        archive = self.rumah.room / "arsip.tar"
        folder = self.rumah.room / "cadangan"
        folder.mkdir()
        self.rumah.manage("backup", "--ke", str(folder))
        archive = next(folder.iterdir())
        with tarfile.open(archive) as tar:
            listed = json.load(tar.extractfile("daftar.json"))["isi"]
        files = {name for name in listed if name.startswith("berkas/")}
        need(files == {f"berkas/{k}" for k in self.stored("")}, "files are missing")
        self.rumah.manage("verify_trail")
        return f"{archive.stat().st_size:,} bytes, {len(files)} files; verify_trail finds nothing"

    def count(self):
        """every receipt is one row, one line of the trail, one photo"""
        lost, twice = orang.judge(self.rumah, self.catatan)
        need(not lost and not twice, f"lost {lost}, twice {twice}")
        return f"{len(self.catatan.receipts)} receipts, lost 0, twice 0"


def code(key):
    """The six digits of a second factor, now (RFC 6238)."""
    mac = hmac.new(bytes.fromhex(key), struct.pack(">Q", int(time.time()) // 30), sha1).digest()
    part = struct.unpack(">I", mac[mac[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{part % 1_000_000:06}"
