from django.apps import AppConfig


class InovasiConfig(AppConfig):
    name = "inovasi"

    def ready(self):
        """Hear the trail, the one change feed: every step on a card recounts its kecamatan. Say
        what this floor imports."""
        from desa import trail
        from desa.impor.jenis import register
        from inovasi import impor
        from inovasi.actions.corong import follow

        trail.listen(follow)
        for jenis in (impor.JenisKartuIde, impor.JenisKomitmen, impor.JenisButir):
            register(jenis())
