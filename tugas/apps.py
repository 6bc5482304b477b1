from django.apps import AppConfig


class TugasConfig(AppConfig):
    name = "tugas"

    def ready(self):
        """Hear the trail, the one change feed: every step recounts what it changed."""
        from desa import trail
        from tugas.actions import capaian, kemajuan

        trail.listen(capaian.follow)
        trail.listen(kemajuan.follow)
