"""Addresses of the way in, under the names django-allauth looks for. No sign-up, no reset by mail."""

from django.urls import path

from yiwang.sites.workbench.login import first, views

urlpatterns = [
    path("login/", views.PasswordView.as_view(), name="account_login"),
    path("login/code/", views.code, name="mfa_authenticate"),
    path("login/first/", first.password, name="first_sign_in"),
    path("login/first/code/", first.code, name="first_code"),
    path("logout/", views.leave, name="account_logout"),
]
