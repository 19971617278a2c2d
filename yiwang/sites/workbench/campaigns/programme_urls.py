"""Addresses of the work programme."""

from django.urls import path

from yiwang.sites.workbench.campaigns.views import programming as views

app_name = "programme"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("tasks/<int:task_id>/", views.task, name="task"),
    path("tasks/<int:task_id>/move/", views.move, name="move"),
    path("tasks/<int:task_id>/accept/", views.accept, name="accept"),
    path("tasks/<int:task_id>/return/", views.give_back, name="return"),
    path("tasks/<int:task_id>/drop/", views.drop, name="drop"),
    path("notices/<int:notice_id>/issue/", views.issue, name="issue"),
    path("notices/<int:notice_id>/notice.pdf", views.paper, name="paper"),
    path("<int:programme_id>/", views.one, name="one"),
    path("<int:programme_id>/task/", views.add, name="add"),
    path("<int:programme_id>/notice/", views.notice, name="notice"),
    path("<int:programme_id>/close/", views.close, name="close"),
    path("<int:programme_id>/sheet.xlsx", views.sheet, name="sheet"),
]
