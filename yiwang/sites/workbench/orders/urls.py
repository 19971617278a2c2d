"""Addresses of orders to units."""

from django.urls import path

from yiwang.sites.workbench.orders import views

app_name = "orders"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("<int:order_id>/", views.one, name="one"),
    path("<int:order_id>/paper/", views.paper, name="paper"),
    path("<int:order_id>/<slug:move>/", views.move, name="move"),
]
