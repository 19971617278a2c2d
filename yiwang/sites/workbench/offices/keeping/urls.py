"""Addresses of keeping and destroying, within the offices."""

from django.urls import path

from yiwang.sites.workbench.offices.keeping import views

urlpatterns = [
    path("keeping/", views.home, name="keeping"),
    path("keeping/ledger/", views.ledger, name="deletions"),
    path("keeping/orders/file/", views.order_file, name="order_file"),
    path("keeping/orders/person/", views.order_person, name="order_person"),
    path("keeping/orders/expired/<str:keeper>/", views.order_expired, name="order_expired"),
    path("keeping/orders/<int:order_id>/", views.order, name="erasure_order"),
    path("keeping/orders/<int:order_id>/approve/", views.approve, name="approve_erasure"),
    path("keeping/orders/<int:order_id>/refuse/", views.refuse, name="refuse_erasure"),
    path("keeping/holds/new/", views.hold, name="place_hold"),
    path("keeping/holds/<int:hold_id>/lift/", views.lift, name="lift_hold"),
]
