"""Addresses of other bodies' systems, within the offices."""

from django.urls import path

from yiwang.sites.workbench.offices.systems import views

urlpatterns = [
    path("systems/", views.systems, name="systems"),
    path("systems/new/", views.admit, name="admit_system"),
    path("systems/<slug:code>/", views.system, name="system"),
    path("systems/<slug:code>/renew/", views.renew, name="renew_system"),
    path("systems/<slug:code>/dismiss/", views.dismiss, name="dismiss_system"),
    path("systems/<slug:code>/hooks/new/", views.add_hook, name="add_hook"),
    path("hooks/<slug:code>/", views.hook, name="hook"),
    path("hooks/<slug:code>/renew/", views.renew_hook, name="renew_hook"),
    path("hooks/<slug:code>/stop/", views.stop_hook, name="stop_hook"),
    path("hooks/<slug:code>/replay/", views.replay, name="replay_hook"),
]
