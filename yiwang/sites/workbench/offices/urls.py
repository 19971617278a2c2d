"""Addresses of the three offices."""

from django.urls import path

from yiwang.sites.workbench.offices.views import audit, security, system

app_name = "offices"
urlpatterns = [
    path("units/", system.units, name="units"),
    path("units/new/", system.found_unit, name="found_unit"),
    path("units/<str:code>/", system.change_unit, name="change_unit"),
    path("units/<str:code>/close/", system.close_unit, name="close_unit"),
    path("officers/", system.officers, name="officers"),
    path("officers/new/", system.enlist, name="enlist"),
    path("officers/<int:officer_id>/suspend/", system.suspend, name="suspend"),
    path("officers/<int:officer_id>/sign-in/", system.renew_sign_in, name="renew_sign_in"),
    path("officers/<int:officer_id>/posts/", security.posts, name="posts"),
    path("officers/<int:officer_id>/posts/new/", security.propose, name="propose"),
    path("posts/<int:post_id>/end/", security.end, name="end_post"),
    path("posts/<int:post_id>/", security.decide, name="decide"),
    path("posts/<int:post_id>/approve/", security.approve, name="approve"),
    path("pending/", security.pending, name="pending"),
    path("roles/", security.roles, name="roles"),
    path("locks/", security.locks, name="locks"),
    path("locks/<int:officer_id>/unlock/", security.unlock, name="unlock"),
    path("rules/", system.rules, name="rules"),
    path("rules/<str:kind>/", system.draft_rules, name="draft_rules"),
    path("rulesets/<int:ruleset_id>/", security.ruleset, name="ruleset"),
    path("rulesets/<int:ruleset_id>/approve/", security.approve_ruleset, name="approve_ruleset"),
    path("events/", audit.events, name="events"),
    path("looks/", audit.looks, name="looks"),
]
