"""A believable year of entries: most accepted, some waiting, some returned, a draft."""

from datetime import date, timedelta
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from uuid6 import uuid7

from tugas.actions import bukti as bukti_actions
from tugas.actions import kegiatan as actions
from tugas.actions import tinjau as tinjau_actions
from tugas.choices import Alasan, Jenis
from tugas.foto import read_photo
from tugas.peragaan.teks import CATATAN, CATATAN_KEMBALI, MASALAH
from tugas.peragaan.waktu import at

# month -> the duties that usually stand then (domain.md 2.1)
KALENDER = {
    1: [1], 2: [1, 1], 3: [2], 4: [2, 4], 5: [4], 6: [5, 4], 7: [3], 8: [3, 6], 9: [6],
    10: [3, 2], 11: [6, 7], 12: [7, 3],
}  # fmt: skip
WAITING = 12  # days in which an entry may still wait for its reviewer


def year_of(pld, reviewers, villages, today, seed):
    """All entries of one companion this year, in the order of their days."""
    random = Random(seed)  # noqa: S311 -- no secret is drawn
    plan = []
    for order, desa in enumerate(villages):
        for month in range(1, today.month + 1):
            for duty in KALENDER[month]:
                day = date(today.year, month, random.randint(2, 26))
                lagging = order == len(villages) - 1  # the last village always lags behind
                if day < today and not (lagging and random.random() < 0.6):
                    plan.append((day, desa, duty))
    told = {}
    for day, desa, duty in sorted(plan, key=lambda p: (p[0], p[1].pk)):
        turn = told[desa.pk, duty] = told.get((desa.pk, duty), -1) + 1
        if desa == villages[-1] and duty == 1 and turn > 0:
            continue  # so that one village still has its first stone to finish
        _entry(random, pld, reviewers, desa, duty, turn, day, today)


def _entry(random, pld, reviewers, desa, duty, turn, day, today):
    judul, tema, uraian, hasil = CATATAN[duty][turn % len(CATATAN[duty])]
    laki, perempuan = random.randint(4, 22), random.randint(4, 24)
    masalah, solusi = random.choice(MASALAH)
    sent = min(day + timedelta(days=random.choice([0, 0, 1, 3])), today)
    key = uuid7()
    with at(sent, random.randint(14, 20), random.randint(0, 59)):
        if random.random() < 0.15:
            bukti_actions.keep([photo(desa, day)], isian=key, by=pld)
        kegiatan = actions.log(
            by=pld, id=key, desa=desa, tanggal=day, tugas=duty, tema=tema, judul=judul,
            jenis=random.choice([Jenis.PERTEMUAN, Jenis.KUNJUNGAN, Jenis.PENDAMPINGAN]),
            uraian=uraian.format(desa=desa), hasil=hasil, laki=laki, perempuan=perempuan,
            peserta=laki + perempuan, masalah=masalah, solusi=solusi,
        )  # fmt: skip
    reviewed = sent + timedelta(days=random.randint(1, 6))
    if reviewed >= today or ((today - sent).days < WAITING and random.random() < 0.6):
        return
    with at(reviewed, random.randint(8, 15)):
        _review(random, kegiatan, random.choice(reviewers), (today - sent).days)


def _review(random, kegiatan, by, age):
    if age < 40 and random.random() < 0.2:
        bidang, alasan, catatan = random.choice(CATATAN_KEMBALI)
        point = {"bidang": bidang, "alasan": Alasan(alasan), "catatan": catatan}
        tinjau_actions.send_back(kegiatan, by=by, points=[point])
    else:
        tinjau_actions.accept(kegiatan, by=by)


def draft(pld, desa, today):
    with at(today, 9):
        actions.log(
            by=pld, id=uuid7(), desa=desa, tanggal=today, tugas=6, kirim=False,
            uraian="Baru sempat menulis garis besarnya; dilanjutkan nanti sore.",
        )  # fmt: skip


def photo(desa, day):
    """A drawn hill under a morning sky: no real person, no real place."""
    seed = sum(map(ord, desa.pk)) + day.toordinal()
    sky, hill = (214, 232 - seed % 20, 236), (44, 110 + seed % 40, 70)
    picture = Image.new("RGB", (960, 720), sky)
    pen = ImageDraw.Draw(picture)
    top = 300 + seed % 120
    ridge = [(0, 720), (0, top + 90), (340, top), (620, top + 130), (960, top + 30), (960, 720)]
    pen.polygon(ridge, fill=hill)
    pen.ellipse([700, 90, 800, 190], fill=(250, 204, 84))
    pen.text((30, 670), f"{desa} {day:%d-%m-%Y}", fill="white")
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    name = f"{desa.pk}-{day:%Y%m%d}.jpg"
    return read_photo(SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg"))
