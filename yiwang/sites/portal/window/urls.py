"""The address of a window, as printed in its code."""

from django.urls import path

from yiwang.sites.portal.window import views

urlpatterns = [path("w/<slug:code>/", views.rate, name="window")]
