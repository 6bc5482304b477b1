from django.urls import path

from tugas.views import kegiatan, kirim, laporan, rekap_laporan, tinjau, wilayah

app_name = "tugas"
urlpatterns = [
    path("kegiatan/", kegiatan.index, name="index"),
    path("kegiatan/unduh/", kegiatan.export, name="export"),
    path("kegiatan/cetak/", kegiatan.print_list, name="print"),
    path("kegiatan/catat/", kegiatan.create, name="create"),
    path("kegiatan/kirim/", kirim.send, name="send"),
    path("kegiatan/<uuid:pk>/foto/", kirim.send_photo, name="send_photo"),
    path("kegiatan/resi/", kirim.receipts, name="receipts"),
    path("kotak-keluar/", kirim.outbox, name="outbox"),
    path("csrf/", kirim.csrf, name="csrf"),
    path("kegiatan/<uuid:pk>/", kegiatan.detail, name="detail"),
    path("kegiatan/<uuid:pk>/ubah/", kegiatan.edit, name="edit"),
    path("kegiatan/<uuid:pk>/langkah/<str:name>/", kegiatan.step, name="step"),
    path("bukti/<uuid:pk>/", kegiatan.photo, name="photo"),
    path("tinjau/", tinjau.queue, name="queue"),
    path("tinjau/terima/", tinjau.accept_many, name="accept_many"),
    path("tinjau/<uuid:pk>/", tinjau.review, name="review"),
    path("desa/", wilayah.villages, name="villages"),
    path("desa/<str:kode>/", wilayah.village, name="village"),
    path("wilayah/", wilayah.nation, name="nation"),
    path("wilayah/<str:kode>/", wilayah.territory, name="territory"),
    path("wilayah/<str:kode>/desa/", wilayah.behind, name="behind"),
    path("laporan/", laporan.month, name="month"),
    path("laporan/ajukan/", laporan.submit, name="month_submit"),
    path("laporan/rencana/", laporan.plan, name="plan"),
    path("laporan/rencana/salin/", laporan.copy_plan, name="plan_copy"),
    path("laporan/rencana/<uuid:pk>/hapus/", laporan.unplan, name="unplan"),
    path("laporan/hari/", laporan.day, name="month_day"),
    path("laporan/rekap/", rekap_laporan.mine, name="report_recap"),
    path("laporan/rekap/<str:kode>/", rekap_laporan.recap, name="report_recap_of"),
    path("laporan/<uuid:pk>/", laporan.report, name="report"),
    path("laporan/<uuid:pk>/langkah/<str:name>/", laporan.step, name="report_step"),
    path("laporan/<uuid:pk>/pdf/", laporan.paper, name="report_paper"),
]
