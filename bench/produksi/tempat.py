"""The house as compose describes it, standing on this machine."""

import os
import secrets
import shutil
import signal

import boto3

from bench import ember
from bench.produksi import susunan
from bench.rumah import BIN, SANDI, Rumah, until

HOST = "desa.contoh.id"
KEMBALI = 8  # seconds until the task of a vanished worker goes to another; 1,200 in earnest
APPS = [name for s in ("web", "worker", "beat") for name in susunan.NODES[s]]


class Produksi(Rumah):
    def __init__(self, *, bucket=True, tempat=""):
        super().__init__()
        self.program = nginx_program()
        for name in ("s3", "proxy", "web1", "web2"):
            self.port[name] = ember.free_port()
        self.bucket, self.tempat = bucket, tempat
        self.given = {
            "PPID_SECRET_KEY": secrets.token_hex(32), "PPID_HOSTS": HOST,
            "PPID_ADDRESS": f"https://{HOST}", "PPID_DB_PASSWORD": SANDI,
            "PPID_METRIK_TOKEN": secrets.token_hex(8),
        }  # fmt: skip
        self.env = self.environment("web") | {"PORT": str(self.port["web1"])}

    def environment(self, service):
        moved = {
            "@db:5432": f"@127.0.0.1:{self.port['db']}",
            "redis:6379": f"127.0.0.1:{self.port['redis']}",
        }
        here = {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "PPID_DATA": str(self.data),
            "PPID_STATIC": str(self.room / "static"),
            "PPID_BIND": "127.0.0.1",
            "PPID_TUGAS_KEMBALI": str(KEMBALI),
            "PPID_LOG_LEVEL": "WARNING",
        }
        if self.bucket:
            here["PPID_S3"] = ember.alamat(self.port["s3"], "desa")
        return susunan.environment(service, self.given, moved) | here

    def service(self, name):
        """Start one process as its service says."""
        service = name.rstrip("12")
        command = susunan.command(service, self.given, self.room)
        env = self.environment(service)
        if service == "web":
            env["PORT"] = str(self.port[name])
        if service == "worker":
            command += ["--hostname", f"{name}@%h"]
        self.start(name, *command, env=env)
        if service == "web":
            until(lambda: self.healthy(name), 60, name)

    def healthy(self, name):
        """Does its own health check say so?"""
        env = self.environment("web") | {"PORT": str(self.port[name])}
        try:
            self.run(*susunan.health("web"), env=env)
        except SystemExit:
            return False
        return True

    def answers(self, name):
        """Does this worker say that it is there?"""
        words = susunan.health("worker")[0].replace("$$HOSTNAME", os.uname().nodename)
        try:
            self.run("sh", "-c", words.replace("celery@", f"{name}@"))
        except SystemExit:
            return False
        return True

    def up(self):
        self.make_database()
        self.redis(*susunan.command("redis", self.given, self.room))
        ember.wait_for(self.port["redis"])
        if self.bucket:
            self.start("s3", *ember.command(self.port["s3"]))
            ember.wait_for(self.port["s3"])
            self.s3().create_bucket(Bucket="desa")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")  # the Dockerfile does
        self.migrate()
        for name in APPS:
            self.service(name)
        self.proxy()

    def migrate(self):
        if not self.tempat:
            self.run(*susunan.command("migrate", self.given, self.room))
        else:  # a smaller country, for a test
            self.manage("migrate", "--no-input", "--verbosity", "0")
            self.manage("load_wilayah", "--in", self.tempat)

    def proxy(self):
        webs = [self.port[name] for name in susunan.NODES["web"]]
        written = self.room / "nginx.conf"
        written.write_text(susunan.nginx(self.room, self.port["proxy"], webs))
        self.start("proxy", self.program, "-c", str(written), "-e", str(self.room / "nginx.log"))
        ember.wait_for(self.port["proxy"])

    def s3(self):
        address = f"http://127.0.0.1:{self.port['s3']}"
        key = {"aws_access_key_id": ember.KUNCI, "aws_secret_access_key": ember.KUNCI}
        return boto3.client("s3", endpoint_url=address, region_name="us-east-1", **key)

    def restart(self, name, how=signal.SIGTERM):
        self.stop(name, how)
        self.service(name)


def nginx_program():
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not found:
        raise SystemExit("nginx is missing: apt-get install -y --no-install-recommends nginx-light")
    return found
