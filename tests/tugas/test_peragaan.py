"""The demonstration: real places, something in every state, nothing when run again."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from desa.models import Pengguna, Wilayah
from musyawarah.choices import Status as StatusMusyawarah
from musyawarah.models import Musyawarah
from tugas.actions.capaian import rebuild
from tugas.choices import Status
from tugas.keadaan import Keadaan
from tugas.models import Capaian, Kegiatan

ACCOUNTS = {"pld", "pd", "tpid", "tik", "admin", "pemantau"}


@pytest.fixture
def peragaan(settings, capsys):
    settings.DEMO = True
    call_command("load_wilayah")
    call_command("demo")
    return capsys.readouterr().out


def test_there_is_no_demonstration_without_the_word(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="PPID_DEMO=1"):
        call_command("demo")


@pytest.mark.slow
def test_the_demonstration(peragaan, capsys):
    assert "Data peragaan dibuat." in peragaan
    kalipare = Wilayah.objects.get(pk="35.07.11")
    assert (kalipare.nama, kalipare.jumlah_desa) == ("Kalipare", 9)
    logins = {p.username for p in Pengguna.objects.all() if p.check_password("salam-inovasi")}
    assert logins == {*ACCOUNTS, "tpid-bendahara", "tpid-verifikator", "tik-p2ktd"}

    mad = Musyawarah.objects.get(tanggal=date(2018, 8, 27))
    assert (mad.status, mad.lokasi) == (StatusMusyawarah.NOTULEN, "Pendopo Kecamatan Kalipare")
    assert list(mad.workflow.steps["finalise"].missing(mad)) == []

    statuses = set(Kegiatan.objects.values_list("status", flat=True))
    assert statuses == set(Status.values) - {Status.DIBUANG}
    forums = set(Musyawarah.objects.values_list("status", flat=True))
    assert forums == set(StatusMusyawarah.values)
    states = set(Capaian.objects.values_list("keadaan", flat=True))
    assert states >= {Keadaan.BELUM, Keadaan.BERJALAN, Keadaan.SELESAI, Keadaan.TERLAMBAT}

    assert rebuild()[1:] == (0, 0)
    entries = Kegiatan.objects.count()
    call_command("demo")
    assert "sudah ada" in capsys.readouterr().out
    assert Kegiatan.objects.count() == entries
