from django.urls import include, path

from desa.views.akun import Login, Logout
from ppid import kesehatan, views

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("masuk/", Login.as_view(), name="masuk"),
    path("keluar/", Logout.as_view(), name="keluar"),
    path("akun/", views.akun, name="akun"),
    path("urungkan/", views.undo, name="urung"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("luring/", views.offline, name="offline"),
    path("luring/data.json", views.offline_data, name="offline_data"),
    path("sehat/", kesehatan.sehat, name="sehat"),
    path("sehat/hidup/", kesehatan.hidup, name="sehat_hidup"),
    path("sehat/siap/", kesehatan.siap, name="sehat_siap"),
    path("metrik/", kesehatan.metrik, name="metrik"),
    path("", include("desa.urls")),
    path("", include("inovasi.urls")),
    path("p2ktd/", include("p2ktd.urls")),
    path("musyawarah/", include("musyawarah.urls")),
    path("", include("tugas.urls")),
]

handler500 = "ppid.kesehatan.error"
