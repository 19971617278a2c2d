"""Addresses of inspections and traces."""

from django.urls import path

from yiwang.sites.workbench.inspections import views

app_name = "inspections"
urlpatterns = [
    path("inspections/", views.home, name="home"),
    path("inspections/new/", views.new, name="new"),
    path("traces/", views.traces, name="traces"),
    path("traces/paper/", views.trace_paper, name="trace_paper"),
    path("inspections/<int:inspection_id>/", views.one, name="one"),
    path("inspections/<int:inspection_id>/numbers/", views.numbers, name="numbers"),
    path("inspections/<int:inspection_id>/drop/", views.drop, name="drop"),
    path("inspections/<int:inspection_id>/<slug:move>/", views.move, name="move"),
    path("inspections/<int:inspection_id>/files/<int:sample_id>/", views.sample, name="sample"),
    path("inspections/<int:inspection_id>/files/<int:sample_id>/contest/", views.contest, name="contest"),
    path("inspections/<int:inspection_id>/files/<int:sample_id>/decide/", views.decide, name="decide"),
]
