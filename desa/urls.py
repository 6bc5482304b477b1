from django.urls import path

from desa.views import idm, orang, pemberitahuan, periksa, tempat, tim

app_name = "desa"
urlpatterns = [
    path("wilayah/cari/", tempat.search, name="search"),
    path("wilayah/<str:kode>/sebutan/", tempat.labels, name="labels"),
    path("desa/<str:kode>/profil/", tempat.profile, name="profile"),
    path("desa/<str:kode>/idm/", idm.idm, name="idm"),
    path("orang/", orang.people, name="people"),
    path("orang/baru/", orang.person_create, name="person_create"),
    path("orang/<int:pk>/", orang.person, name="person"),
    path("orang/<int:pk>/ubah/", orang.person_edit, name="person_edit"),
    path("orang/<int:pk>/peran/", orang.assign, name="assign"),
    path("orang/<int:pk>/sandi/", orang.give_password, name="give_password"),
    path("orang/<int:pk>/nonaktifkan/", orang.deactivate, name="deactivate"),
    path("orang/<int:pk>/aktifkan/", orang.reactivate, name="reactivate"),
    path("orang/peran/<int:pk>/akhiri/", orang.end_assignment, name="end_assignment"),
    path("pemberitahuan/", pemberitahuan.notices, name="notices"),
    path("pemberitahuan/dibaca/", pemberitahuan.read_all, name="notices_read"),
    path("pemberitahuan/ringkasan/", pemberitahuan.digest, name="notices_digest"),
    path("pemberitahuan/<int:pk>/", pemberitahuan.notice, name="notice"),
    path("tim/", tim.teams, name="teams"),
    path("tim/baru/", tim.team_create, name="team_create"),
    path("tim/<int:pk>/", tim.team, name="team"),
    path("tim/<int:pk>/ubah/", tim.team_edit, name="team_edit"),
    path("tim/<int:pk>/anggota/", tim.team_members, name="team_members"),
    path("periksa/", periksa.check_form, name="check_form"),
    path("periksa/<str:kode>/", periksa.check, name="check"),
]
