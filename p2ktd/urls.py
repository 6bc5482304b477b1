from django.urls import path

from p2ktd import urls_kerja
from p2ktd.views import (
    beranda,
    direktori,
    pencocokan,
    pendaftaran,
    pengaduan,
    pengumuman,
    penyedia,
)

app_name = "p2ktd"
KUNCI = "pendaftaran/<str:kode>"
urlpatterns = [
    path("", beranda.index, name="index"),
    # The public side
    path("penyedia/", direktori.directory, name="directory"),
    path("penyedia/unduh/", direktori.directory_export, name="directory_export"),
    path("penyedia/<int:pk>/", direktori.provider, name="provider"),
    path("pekerjaan/<int:pk>/umum/", direktori.public_work, name="public_work"),
    path("pengumuman/", direktori.announcements, name="announcements"),
    path("pengumuman/<int:pk>/", direktori.announcement, name="announcement"),
    path("pengumuman/<int:pk>/daftar/", pendaftaran.apply, name="apply"),
    path(f"{KUNCI}/", pendaftaran.application, name="application"),
    path(f"{KUNCI}/isi/<str:bagian>/", pendaftaran.application_part, name="application_part"),
    path(f"{KUNCI}/ahli/", pendaftaran.application_expert, name="application_expert"),
    path(
        f"{KUNCI}/ahli/<int:row>/hapus/",
        pendaftaran.application_expert_remove,
        name="application_expert_remove",
    ),
    path(f"{KUNCI}/berkas/<int:row>/", pendaftaran.application_paper, name="application_paper"),
    path("konfirmasi/<str:token>/", pendaftaran.confirm, name="confirm"),
    # Providers, as the pokja keeps them
    path("penyedia/kelola/", penyedia.providers, name="providers"),
    path("penyedia/kelola/unduh/", penyedia.providers_export, name="providers_export"),
    path("penyedia/<int:pk>/kelola/", penyedia.manage, name="manage"),
    path("penyedia/<int:pk>/ubah/<str:bagian>/", penyedia.provider_edit, name="provider_edit"),
    path("penyedia/<int:pk>/nilai/", penyedia.score, name="score"),
    path("penyedia/<int:pk>/langkah/<str:name>/", penyedia.provider_step, name="provider_step"),
    path("penyedia/<int:pk>/ahli/", penyedia.expert_add, name="expert_add"),
    path("penyedia/<int:pk>/berkas/<int:row>/", penyedia.paper_add, name="paper_add"),
    path("berkas/<int:pk>/", penyedia.paper, name="paper"),
    # Announcements, as the pokja keeps them
    path("pengumuman/kelola/", pengumuman.calls, name="calls"),
    path("pengumuman/baru/", pengumuman.call_create, name="call_create"),
    path("pengumuman/<int:pk>/kelola/", pengumuman.call, name="call"),
    path("pengumuman/<int:pk>/ubah/", pengumuman.call_edit, name="call_edit"),
    path("pengumuman/<int:pk>/langkah/<str:name>/", pengumuman.call_step, name="call_step"),
    path("pengumuman/<int:pk>/syarat/", pengumuman.requirement_add, name="requirement_add"),
    path(
        "pengumuman/<int:pk>/syarat/<int:row>/hapus/",
        pengumuman.requirement_remove,
        name="requirement_remove",
    ),
    path("pengumuman/<int:pk>/catat/", pengumuman.call_enter, name="call_enter"),
    path("pengumuman/<int:pk>/seleksi.pdf", pengumuman.selection, name="selection_record"),
    # Choosing a provider
    path("pemilihan/", pencocokan.selections, name="selections"),
    path("pemilihan/unduh/", pencocokan.selections_export, name="selections_export"),
    path("pemilihan/baru/", pencocokan.selection_create, name="selection_create"),
    path("pemilihan/<int:pk>/", pencocokan.selection, name="selection"),
    path("pemilihan/<int:pk>/ubah/", pencocokan.selection_edit, name="selection_edit"),
    path("pemilihan/<int:pk>/kepentingan/", pencocokan.selection_declare, name="selection_declare"),
    path("pemilihan/<int:pk>/undang/", pencocokan.selection_invite, name="selection_invite"),
    path(
        "pemilihan/<int:pk>/penawaran/<int:row>/",
        pencocokan.selection_offer,
        name="selection_offer",
    ),
    path("pemilihan/<int:pk>/nilai/<int:row>/", pencocokan.selection_score, name="selection_score"),
    path(
        "pemilihan/<int:pk>/langkah/<str:name>/", pencocokan.selection_step, name="selection_step"
    ),
    # Complaints: anybody reports, an Admin answers
    path("penyedia/<int:pk>/adukan/", pengaduan.complain, name="complain"),
    path("pekerjaan/<int:pk>/adukan/", pengaduan.complain_work, name="complain_work"),
    path("pengaduan/cek/", pengaduan.complaint_find, name="complaint_find"),
    path("pengaduan/cek/<str:kode>/", pengaduan.complaint_status, name="complaint_status"),
    path("pengaduan/", pengaduan.complaints, name="complaints"),
    path("pengaduan/unduh/", pengaduan.complaints_export, name="complaints_export"),
    path("pengaduan/<int:pk>/", pengaduan.complaint, name="complaint"),
    path("pengaduan/<int:pk>/langkah/<str:name>/", pengaduan.complaint_step, name="complaint_step"),
]
urlpatterns += urls_kerja.urlpatterns
