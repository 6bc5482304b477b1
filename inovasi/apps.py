from django.apps import AppConfig


class InovasiConfig(AppConfig):
    name = "inovasi"

    def ready(self):
        """Hear the trail, the one change feed: every step on a card recounts its kecamatan."""
        from desa import trail
        from inovasi.actions.corong import follow

        trail.listen(follow)
