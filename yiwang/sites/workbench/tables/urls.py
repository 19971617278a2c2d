"""Addresses of the tables of the house."""

from django.urls import path

from yiwang.sites.workbench.tables.views import areas, bundle, calendar, files, handing, places, rows, trying

app_name = "tables"
urlpatterns = [
    path("", rows.home, name="home"),
    path("routing/try/", trying.routing, name="try_routing"),
    path("limits/try/", trying.limits, name="try_limits"),
    path("calendar/notice/", calendar.notice, name="notice"),
    path("calendar/days/", calendar.some_days, name="range"),
    path("areas/", areas.areas, name="areas"),
    path("areas/new/", areas.new_area, name="new_area"),
    path("areas/<slug:code>/", areas.area, name="area"),
    path("areas/<slug:code>/hand-over/", areas.hand_over, name="hand_over"),
    path("areas/<slug:code>/hand-over/<int:handover_id>/call-off/", areas.call_off, name="call_off"),
    path("areas/<slug:code>/retire/", areas.retire_area, name="retire_area"),
    path("places/", places.places, name="places"),
    path("places/new/", places.new_place, name="new_place"),
    path("places/gazetteer.csv", places.download, name="gazetteer"),
    path("places/upload/", places.upload, name="gazetteer_upload"),
    path("places/take/", places.take, name="gazetteer_take"),
    path("places/<int:place_id>/", places.place, name="place"),
    path("places/<int:place_id>/retire/", places.retire_place, name="retire_place"),
    path("bundle/", bundle.bundle, name="bundle"),
    path("bundle/yiwang-config.zip", bundle.export, name="bundle_export"),
    path("bundle/take/", bundle.take, name="bundle_take"),
    path("drafts/<int:ruleset_id>/", handing.decide, name="decide"),
    path("drafts/<int:ruleset_id>/approve/", handing.approve, name="approve"),
    path("<slug:slug>/", rows.table, name="table"),
    path("<slug:slug>/new/", rows.new, name="new"),
    path("<slug:slug>/rows/<str:key>/", rows.row, name="row"),
    path("<slug:slug>/rows/<str:key>/retire/", rows.retire, name="retire"),
    path("<slug:slug>/rows/<str:key>/drop/", rows.drop, name="drop"),
    path("<slug:slug>/rows/<str:key>/move/", rows.move, name="move"),
    path("<slug:slug>/hand-in/", handing.hand_in, name="hand_in"),
    path("<slug:slug>/throw-away/", handing.throw_away, name="throw_away"),
    path("<slug:slug>/renew/", handing.renew, name="renew"),
    path("<slug:slug>/versions/", handing.versions, name="versions"),
    path("<slug:slug>/versions/<int:ruleset_id>/bring-back/", handing.bring_back, name="bring_back"),
    path("<slug:slug>/compare/", handing.compare, name="compare"),
    path("<slug:slug>/download.<str:form>", files.download, name="download"),
    path("<slug:slug>/upload/", files.upload, name="upload"),
    path("<slug:slug>/take/", files.take, name="take"),
]
