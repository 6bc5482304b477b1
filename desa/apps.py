from django.apps import AppConfig


class DesaConfig(AppConfig):
    name = "desa"

    def ready(self):
        """Hear the trail: its lines are sealed within a minute, or by `seal_trail`. Say what this
        floor imports."""
        from desa import tasks, trail
        from desa.impor import isi_desa, isi_kode, isi_orang, jenis

        trail.listen(tasks.seal_soon)
        jenis.register(isi_orang.JenisOrang())
        jenis.register(isi_desa.JenisIdm())
        jenis.register(isi_desa.JenisKoordinat())
        jenis.register(isi_kode.JenisKode())
