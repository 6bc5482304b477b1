"""Photos: judged by content, kept as they arrive, served to whoever sees the entry."""

from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile
from uuid6 import uuid7

from desa.actions.foto import encode
from desa.choices import Peran
from ppid.lib.foto import PALING_BESAR, SISI, read_photo
from tests import factories
from tests.factories import tugas
from tests.tugas.test_catat import CREATE, errors_of, file, typed
from tugas.actions.bukti import sweep
from tugas.choices import Bidang, Status
from tugas.models import Bukti, Kegiatan


def read(content, name="foto.jpg"):
    return read_photo(SimpleUploadedFile(name, content))


def stored(bukti):
    with bukti.berkas.open("rb") as opened:
        return Image.open(BytesIO(opened.read()))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_usual_formats_are_read(form):
    assert read(tugas.photo_bytes(form=form)).gambar.size == (64, 48)


def test_a_text_file_named_jpg_is_no_photo():
    with pytest.raises(ValidationError, match=r"foto\.jpg bukan foto\. Pilih berkas JPG atau PNG"):
        read(b"Halo, ini bukan foto.")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7\n",
        tugas.photo_bytes((400, 300))[:700],
        tugas.photo_bytes(form="PNG")[:60],
    ],
    ids=["empty", "gif", "svg", "pdf", "half a jpeg", "half a png"],
)
def test_what_is_not_a_whole_photo_is_refused(content):
    with pytest.raises(ValidationError, match="bukan foto"):
        read(content)


def test_half_a_photo_is_refused_even_after_a_paper_was_printed(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    with pytest.raises(ValidationError, match="bukan foto"):
        read(tugas.photo_bytes((400, 300))[:700])


def test_a_picture_of_too_many_points_is_refused():
    huge = tugas.photo_bytes((8000, 5001), "white", mode="1", form="PNG")
    with pytest.raises(ValidationError, match="terlalu rapat"):
        read(huge)


def test_a_bomb_is_refused():
    bomb = tugas.photo_bytes((30000, 20000), "white", mode="1", form="PNG")
    with pytest.raises(ValidationError, match="terlalu rapat"):
        read(bomb)


def test_what_hides_behind_a_photo_does_not_come_along():
    photo = read(tugas.photo_bytes() + b"<script>alert(1)</script><?php echo 1 ?>")
    assert b"script" not in encode(photo.gambar, quality=78)


def test_transparent_becomes_white():
    photo = read(tugas.photo_bytes(color=(0, 0, 0, 0), mode="RGBA", form="PNG"))
    assert photo.gambar.mode == "RGB"
    assert photo.gambar.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA"])
def test_any_colouring_becomes_plain(mode):
    form = "JPEG" if mode in {"L", "CMYK"} else "PNG"
    assert read(tugas.photo_bytes(mode=mode, color=0, form=form)).gambar.mode == "RGB"


def test_a_large_photo_is_shrunk():
    assert max(read(tugas.photo_bytes((4000, 3000))).gambar.size) == SISI


def test_a_photo_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = BytesIO()
    tugas.image((80, 40)).save(buffer, "JPEG", exif=exif)
    assert read(buffer.getvalue()).gambar.size == (40, 80)


def test_place_and_time_are_kept_as_data_and_leave_the_file(login):
    content = tugas.photo_bytes(gps=(8.25, 112.5), taken="2026:11:20 09:30:00")
    login(factories.user(Peran.PLD)).post(CREATE, typed(foto=file(content)))
    bukti = Bukti.objects.get()
    assert (bukti.lintang, bukti.bujur) == (-8.25, 112.5)
    assert bukti.waktu_foto == datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert not stored(bukti).getexif()
    assert "exif" not in stored(bukti).info


@pytest.mark.filterwarnings("ignore::UserWarning")  # of Pillow, about what it could not read
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=64), st.integers(0, 700))
def test_damage_never_breaks_more_than_the_photo(noise, at):
    whole = tugas.photo_bytes((40, 30), gps=(8.25, 112.5), taken="2026:11:20 09:30:00")
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    with suppress(ValidationError):
        assert read(damaged).gambar.mode == "RGB"


# In the form


def test_a_photo_of_20_mb_is_refused_and_the_rest_stays(login):
    large = SimpleUploadedFile("besar.jpg", tugas.photo_bytes() + b"\0" * (20 * 1024 * 1024))
    response = login(factories.user(Peran.PLD)).post(CREATE, typed(foto=[file(), large]))
    (sentence,) = errors_of(response)["foto"]
    assert large.size > PALING_BESAR
    assert sentence.startswith("Foto besar.jpg berukuran 20,0")
    assert "paling besar 15 MB. Kirim foto yang lebih kecil" in sentence
    assert "1 foto sudah tersimpan" in response.content.decode()
    assert not Kegiatan.objects.exists()


def test_good_photos_survive_a_wrong_form_and_find_their_entry(login):
    client, data = login(factories.user(Peran.PLD)), typed(uraian="")
    client.post(CREATE, data | {"foto": [file(), file(tugas.photo_bytes(color="red"))]})
    assert Bukti.objects.filter(kegiatan=None).count() == 2

    client.post(CREATE, data | {"uraian": "Rapat."})
    assert len(Kegiatan.objects.get().photos()) == 2


def test_a_stored_photo_can_be_left_out(login):
    client, data = login(factories.user(Peran.PLD)), typed(uraian="")
    client.post(CREATE, data | {"foto": [file(), file(tugas.photo_bytes(color="red"))]})
    unwanted = Bukti.objects.first()
    client.post(CREATE, data | {"uraian": "Rapat.", "lepas": [str(unwanted.pk)]})
    assert unwanted not in Kegiatan.objects.get().photos()
    assert len(Kegiatan.objects.get().photos()) == 1


def test_a_sixth_photo_is_one_too_many(login):
    six = [
        file(tugas.photo_bytes(color=color), f"{color}.jpg")
        for color in ("red", "green", "blue", "white", "black", "yellow")
    ]
    response = login(factories.user(Peran.PLD)).post(CREATE, typed(foto=six))
    assert errors_of(response)["foto"] == [
        "Paling banyak 5 foto. Tidak ikut tersimpan: yellow.jpg."
    ]
    assert Bukti.objects.count() == 5


def test_a_new_photo_mends_a_point_about_photos(login):
    entry = tugas.kegiatan(Status.DIKEMBALIKAN)
    old = tugas.bukti(entry)
    point = tugas.koreksi(entry, Bidang.FOTO)
    data = typed(uraian=entry.uraian, foto=file(), lepas=[str(old.pk)])
    login(entry.created_by).post(reverse("tugas:edit", args=[entry.pk]), data)
    point.refresh_from_db()
    entry.refresh_from_db()
    assert point.selesai_at
    assert entry.status == "terkirim"
    assert [b.nama_asli for b in entry.photos()] == ["foto.jpg"]


def test_nobody_can_take_off_the_photo_of_another(login):
    theirs = tugas.bukti(tugas.kegiatan(Status.TERKIRIM))
    client = login(factories.user(Peran.PLD))
    assert "lepas" in errors_of(client.post(CREATE, typed(lepas=[str(theirs.pk)])))
    theirs.refresh_from_db()
    assert theirs.dilepas_at is None


# Served


def test_a_photo_is_served_as_nothing_but_a_photo(login):
    entry = tugas.kegiatan(Status.TERKIRIM)
    url = reverse("tugas:photo", args=[tugas.bukti(entry).pk])
    response = login(factories.user(Peran.TPID)).get(url)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert response.content.startswith(b"\xff\xd8")
    assert login(factories.user(Peran.TPID)).get(url, {"ukuran": "kecil"}).status_code == 200


@pytest.mark.parametrize("status", [Status.DRAF, Status.DIBUANG])
def test_the_photo_of_a_draft_is_as_private_as_the_draft(login, status):
    bukti = tugas.bukti(tugas.kegiatan(status))
    url = reverse("tugas:photo", args=[bukti.pk])
    assert login(factories.user(Peran.TPID)).get(url).status_code == 404


def test_a_photo_without_an_entry_is_seen_by_its_owner_alone(login):
    owner = factories.user(Peran.PLD)
    url = reverse("tugas:photo", args=[tugas.bukti(created_by=owner, isian=uuid7()).pk])
    assert login(owner).get(url).status_code == 200
    assert login(factories.user(Peran.PLD)).get(url).status_code == 404


def test_a_photo_taken_off_is_gone(login):
    entry = tugas.kegiatan()
    bukti = tugas.bukti(entry, dilepas_at=entry.created_at)
    url = reverse("tugas:photo", args=[bukti.pk])
    assert login(entry.created_by).get(url).status_code == 404


# What is swept away, and what never is


def loose(days=40, **fields):
    """A photo of a form that was never sent, so many days old."""
    photo = tugas.bukti(**({"created_by": factories.user(Peran.PLD)} | fields))
    Bukti.objects.filter(pk=photo.pk).update(created_at=timezone.now() - timedelta(days=days))
    return photo


def test_a_photo_that_is_nowhere_else_is_never_swept_away():
    photo = loose(days=4000)
    assert sweep() == 0
    assert Bukti.objects.filter(pk=photo.pk).exists()


def test_what_was_taken_off_or_stands_in_an_entry_is_swept_after_a_month(
    django_capture_on_commit_callbacks,
):
    entry = tugas.kegiatan(Status.TERKIRIM)
    kept = tugas.bukti(entry, sha256_asli="a" * 64)
    again = loose(created_by=entry.created_by, sha256_asli="a" * 64)
    off = loose(created_by=entry.created_by, dilepas_at=timezone.now())
    fresh = loose(days=3, created_by=entry.created_by, dilepas_at=timezone.now())
    others = loose(created_by=factories.user(Peran.PLD), sha256_asli="a" * 64)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep() == 2
    assert set(Bukti.objects.all()) == {kept, fresh, others}
    assert not again.berkas.storage.exists(again.berkas.name)
    assert not off.kecil.storage.exists(off.kecil.name)
    assert kept.berkas.storage.exists(kept.berkas.name)


def test_a_file_that_another_row_has_stays(django_capture_on_commit_callbacks):
    entry = tugas.kegiatan(Status.TERKIRIM)
    kept = tugas.bukti(entry)
    loose(berkas=kept.berkas.name, created_by=entry.created_by, dilepas_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep() == 1
    assert kept.berkas.storage.exists(kept.berkas.name)
