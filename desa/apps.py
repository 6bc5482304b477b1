from django.apps import AppConfig


class DesaConfig(AppConfig):
    name = "desa"

    def ready(self):
        """Hear the trail: its lines are sealed within a minute, or by `seal_trail`."""
        from desa import tasks, trail

        trail.listen(tasks.seal_soon)
