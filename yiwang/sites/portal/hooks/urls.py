"""Addresses of the doors for machines."""

from django.urls import path

from yiwang.sites.portal.hooks import views

urlpatterns = [
    path("hooks/wechat", views.wechat, name="hook-wechat"),
    path("hooks/sms", views.sms, name="hook-sms"),
    path("hooks/social", views.messages, name="hook-social"),
]
