"""Files in an S3-compatible bucket: what people send, see, print and back up goes through it, and
nobody gets at a file but through a view."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from io import BytesIO

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from uuid6 import uuid7

from bench.ember import KUNCI, alamat, serve
from desa.actions.cadangan import back_up
from desa.choices import Peran
from musyawarah.choices import Status
from ppid.lib.ember import Ember
from tests import factories
from tests.desa import test_cadangan
from tests.desa.test_cadangan import manage
from tests.factories import musyawarah, tugas
from tugas.models import Bukti

empty = test_cadangan.empty
SETTINGS = """
import json
from django.conf import settings
print(json.dumps(settings.STORAGES["default"]))
"""


@pytest.fixture(scope="module")
def server():
    with serve() as port:
        yield port


@pytest.fixture
def bucket(server, settings):
    """The house as it is with PPID_S3, on an empty bucket."""
    name = f"b{uuid7().hex}"
    stored = configured(alamat(server, name))
    settings.STORAGES = settings.STORAGES | {"default": stored}
    client = boto3.client(
        "s3", endpoint_url=stored["OPTIONS"]["endpoint_url"], region_name="us-east-1",
        aws_access_key_id=KUNCI, aws_secret_access_key=KUNCI,
    )  # fmt: skip
    client.create_bucket(Bucket=name)
    yield lambda: {
        row["Key"]: client.get_object(Bucket=name, Key=row["Key"])["Body"].read()
        for row in client.list_objects_v2(Bucket=name).get("Contents", [])
    }
    default_storage.connection.meta.client.close()
    client.close()


def configured(address):
    """What ppid.settings makes of PPID_S3, asked in a process of its own."""
    env = os.environ | {"PPID_S3": address, "PPID_SECRET_KEY": "x"}
    env |= {"DJANGO_SETTINGS_MODULE": "ppid.settings"}
    command = [sys.executable, "-c", SETTINGS]
    said = subprocess.run(command, env=env, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(said.stdout)


def photo():
    return SimpleUploadedFile("foto.jpg", tugas.photo_bytes((320, 240)))


def send(client):
    data = {
        "id": str(uuid7()), "desa": factories.wilayah().pk, "tugas": "2",
        "uraian": "Rapat persiapan MAD di balai desa.", "simpan": "kirim", "foto": photo(),
    }  # fmt: skip
    return client.post(reverse("tugas:send"), data)


def test_the_environment_names_server_bucket_and_keys():
    stored = configured("https://a%2Fb:c%40d@s3.contoh.id:9000/desa?region_name=id-1&location=x")
    assert stored["BACKEND"] == "ppid.lib.ember.Ember"
    assert stored["OPTIONS"] == {
        "access_key": "a/b", "secret_key": "c@d", "endpoint_url": "https://s3.contoh.id:9000",
        "bucket_name": "desa", "region_name": "id-1", "location": "x",
    }  # fmt: skip


def test_without_it_files_lie_on_the_disk():
    assert configured("")["BACKEND"] == "django.core.files.storage.FileSystemStorage"


def test_a_photo_goes_into_the_bucket_and_is_seen_by_who_may(bucket, login):
    client = login(factories.user(Peran.PLD))
    assert send(client).status_code == 201

    bukti = Bukti.objects.get()
    assert set(bucket()) == {bukti.berkas.name, bukti.kecil.name}
    assert sha256(bucket()[bukti.berkas.name]).hexdigest() == bukti.sha256

    shown = client.get(bukti.get_absolute_url()).content
    assert shown == bucket()[bukti.berkas.name]
    assert Image.open(BytesIO(shown)).size == (320, 240)

    stranger = login(factories.user(Peran.PLD, factories.DESA_LAIN))
    assert stranger.get(bukti.get_absolute_url()).status_code == 404


def test_a_file_of_a_bucket_has_no_address_of_its_own(bucket, login):
    send(login(factories.user(Peran.PLD)))
    with pytest.raises(ValueError, match="is private"):
        Bukti.objects.get().berkas.url  # noqa: B018


def test_two_files_of_one_name_are_two_files(bucket):
    names = [default_storage.save("a/b.txt", ContentFile(text)) for text in (b"satu", b"dua")]
    assert sorted(bucket().values()) == [b"dua", b"satu"]
    assert len(set(names)) == 2


def test_minutes_are_printed_into_the_bucket_with_their_photo(
    bucket, login, django_capture_on_commit_callbacks
):
    made = musyawarah.musyawarah(Status.NOTULEN)
    musyawarah.photo(made)
    admin = musyawarah.admin()
    with django_capture_on_commit_callbacks(execute=True):
        url = reverse("musyawarah:step", args=[made.pk, "finalise"])
        assert login(admin).post(url, {"catatan": ""}).status_code == 302

    dokumen = made.dokumen.get()
    assert bucket()[dokumen.berkas.name][:5] == b"%PDF-"
    paper = login(admin).get(reverse("musyawarah:minutes", args=[made.pk]))
    assert paper.content == bucket()[dokumen.berkas.name]


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_bucket_and_fills_another_house(bucket, server, empty, login, tmp_path):
    send(login(factories.user(Peran.PLD)))
    back_up(tmp_path / "arsip.tar")
    before = bucket()
    for name in before:
        default_storage.delete(name)
    assert bucket() == {}

    same_bucket = empty | {"PPID_S3": alamat(server, default_storage.bucket_name)}
    said = manage(same_bucket, "restore", str(tmp_path / "arsip.tar"))
    assert said.returncode == 0, said.stderr
    assert "2 berkas" in said.stdout
    assert bucket() == before


def test_the_house_says_that_its_bucket_is_away(settings, client):
    stored = configured("http://k:k@127.0.0.1:9/ember")
    settings.STORAGES = settings.STORAGES | {"default": stored}
    told = client.get(reverse("sehat_siap"))
    assert told.status_code == 503
    assert "Penyimpanan berkas tidak menjawab." in told.json()["salah"]


def test_it_waits_seconds_for_a_bucket_and_not_minutes():
    config = Ember(bucket_name="x").client_config
    assert (config.connect_timeout, config.read_timeout) == (3, 20)
