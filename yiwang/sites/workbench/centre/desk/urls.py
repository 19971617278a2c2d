"""Addresses of the keyboard desk.

For other slices: `centre_desk:divert` (`?to=110|12389|petition|other&call=<id>&number=<file>`), `centre_desk:to_110` (POST with
`nonce` and `call`, or the words of a form: on record at once), `centre_desk:hand_overs`.
"""

from django.urls import path

from yiwang.sites.workbench.centre.desk.views import diversions, hand_overs, slips

app_name = "centre_desk"
urlpatterns = [
    path("diversions/", diversions.diversions, name="diversions"),
    path("diversions/new/", diversions.divert, name="divert"),
    path("diversions/110/", diversions.to_110, name="to_110"),
    path("diversions/<int:diversion_id>/", diversions.one, name="diversion"),
    path("diversions/<int:diversion_id>/settle/", diversions.settle, name="settle"),
    path("diversions/<int:diversion_id>/keep/", diversions.keep, name="keep"),
    path("diversions/<int:diversion_id>/undo/", diversions.undo, name="undo"),
    path("hand-overs/", hand_overs.hand_overs, name="hand_overs"),
    path("hand-overs/<str:number>/", hand_overs.one, name="hand_over"),
    path("hand-overs/<str:number>/paper/", hand_overs.paper, name="hand_over_paper"),
    path("hand-overs/<str:number>/<int:key>/done/", hand_overs.done, name="hand_over_done"),
    path("hand-overs/<str:number>/<int:key>/try/", hand_overs.tried, name="hand_over_try"),
    path("hand-overs/<str:number>/<int:key>/fail/", hand_overs.fail, name="hand_over_fail"),
    path("slips/<str:number>/", slips.mend, name="slip"),
]
