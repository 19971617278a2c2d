"""The address of what was heard."""

from django.urls import path

from yiwang.sites.portal.heard import views

urlpatterns = [path("heard/", views.heard, name="heard")]
