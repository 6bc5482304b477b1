"""Pieces of Python that are run inside the application: people to begin with, and what is counted
at the end."""

DESA, KECAMATAN, KABUPATEN, PROVINSI = "35.07.11.2001", "35.07.11", "35.07", "35"
RAHASIA = (
    "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"  # the admin's second factor, of a thrown-away house
)

PEOPLE = """
import datetime, json
from django_otp.plugins.otp_totp.models import TOTPDevice
from desa.models import Pengguna, Penugasan
for name, peran, tempat in {rows}:
    orang = Pengguna.objects.create_user(username=name, nama=name, password="{sandi}")
    Penugasan.objects.create(pengguna=orang, peran=peran, wilayah_id=tempat,
                             mulai=datetime.date(2020, 1, 1))
admin = Pengguna.objects.get(username="adminuji")
TOTPDevice.objects.create(user=admin, name="Aplikasi kode", key="{rahasia}", confirmed=True)
print("1")
"""
PHONES = """
import datetime, json
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from desa.models import Pengguna, Penugasan, Wilayah
places = list(Wilayah.objects.villages().filter(pk__startswith="{tempat}").order_by("pk"))
keys = []
for n in range({count}):
    desa = places[n * len(places) // {count}].pk
    p = Pengguna.objects.create(username=f"{awal}{{n}}", nama=f"HP {{n}}")
    Penugasan.objects.create(pengguna=p, peran="pld", wilayah_id=desa,
                             mulai=datetime.date(2020, 1, 1))
    s = SessionStore()
    s[SESSION_KEY], s[BACKEND_SESSION_KEY] = str(p.pk), "desa.auth.ByNameOrPhone"
    s[HASH_SESSION_KEY] = p.get_session_auth_hash()
    s.create()
    keys.append([s.session_key, desa])
print(json.dumps(keys))
"""
MEETINGS = """
import json
from desa.models import Pengguna, Wilayah
from musyawarah.choices import Status
from tests.factories import musyawarah
admin = Pengguna.objects.get(username="adminuji")
made = [musyawarah.musyawarah(Status.NOTULEN, kode="{kecamatan}", by=admin) for _ in range({count})]
print(json.dumps([m.pk for m in made]))
"""
SEAL = """
import json
from desa.models import Pengguna
from musyawarah import actions
from musyawarah.models import Musyawarah
admin = Pengguna.objects.get(username="adminuji")
rows = [actions.finalise(m, by=admin).pk for m in Musyawarah.objects.filter(pk__in={pks})]
print(json.dumps(rows))
"""
PRINTED = """
import json
from desa.models import Dokumen
rows = Dokumen.objects.filter(pk__in={pks}).exclude(berkas="")
print(json.dumps({{d.pk: d.berkas.name for d in rows}}))
"""
WAITING = """
from desa.models import Tertunda
print(Tertunda.objects.count())
"""
COUNT = """
import json
from collections import Counter
from desa.models import Jejak
from tugas.models import Bukti, Kegiatan
rows = {str(pk): resi for pk, resi in Kegiatan.objects.values_list("pk", "resi")}
sent = Jejak.objects.filter(objek="tugas.Kegiatan", langkah="submit")
lines = Counter(sent.values_list("objek_id", flat=True))
photos = Counter(str(pk) for pk in Bukti.objects.in_use().values_list("kegiatan", flat=True))
print(json.dumps({"rows": rows, "lines": lines, "photos": photos}))
"""


def judge(rumah, catatan):
    """(lost, twice) of what phones hold receipts for: the row with that number, one line of the
    trail, one photo for each that was acknowledged."""
    there = rumah.told(COUNT)
    rows, lines, photos = there["rows"], there["lines"], there["photos"]
    lost = [pk for pk, resi in catatan.receipts.items() if rows.get(pk) != resi]
    lost += [pk for pk in catatan.photos if not photos.get(pk)]
    twice = [pk for pk in catatan.receipts if lines.get(pk) != 1]
    twice += [pk for pk in catatan.photos if photos.get(pk, 0) > 1]
    return lost, twice
