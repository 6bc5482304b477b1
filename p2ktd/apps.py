from django.apps import AppConfig


class P2ktdConfig(AppConfig):
    name = "p2ktd"

    def ready(self):
        """Say what this floor imports."""
        from desa.impor.jenis import register
        from p2ktd.impor import JenisPenyediaImpor
        from p2ktd.impor_pagu import JenisPagu

        register(JenisPenyediaImpor())
        register(JenisPagu())
