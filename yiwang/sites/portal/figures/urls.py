"""The address of the figures."""

from django.urls import path

from yiwang.sites.portal.figures import views

urlpatterns = [path("figures/", views.figures, name="figures")]
