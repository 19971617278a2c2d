"""The address of an invitation, short because it stands in a text."""

from django.urls import path

from yiwang.sites.portal.rate import views

urlpatterns = [path("r/<slug:token>/", views.rate, name="rate")]
