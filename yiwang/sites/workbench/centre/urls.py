"""Addresses of the service centre.

For other slices: `centre:history` (POST `phone`, answers a section for `#caller-history`) and `centre:call`; the form of
registering takes `?call=<id>` and ends with `centre.commands.tie_call`.
"""

from django.urls import path

from yiwang.sites.workbench.centre.views import call_backs, calls, history, home, shifts

app_name = "centre"
urlpatterns = [
    path("", home.home, name="home"),
    path("history/", history.history, name="history"),
    path("ring/", home.ring, name="ring"),
    path("seat/", home.seat, name="seat"),
    path("seat/leave/", home.leave, name="leave"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<int:call_id>/", calls.call, name="call"),
    path("calls/<int:call_id>/recording/", calls.recording, name="recording"),
    path("call-backs/", call_backs.call_backs, name="call_backs"),
    path("call-backs/new/", call_backs.promise, name="promise"),
    path("call-backs/<int:key>/", call_backs.one, name="call_back"),
    path("call-backs/<int:key>/end/", call_backs.end, name="end_call_back"),
    path("shifts/", shifts.shifts, name="shifts"),
]
