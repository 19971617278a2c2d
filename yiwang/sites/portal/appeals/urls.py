"""Addresses of an appeal, from the first word to the receipt."""

from django.urls import path

from yiwang.sites.portal.appeals.views import contact, danger, place, receipt, words

urlpatterns = [
    path("", words.words, name="appeal"),
    path("kind/", words.kind, name="appeal_kind"),
    path("saved/", words.saved, name="appeal_saved"),
    path("restart/", words.restart, name="appeal_restart"),
    path("place/", place.place, name="appeal_place"),
    path("places/", place.suggest, name="appeal_suggest"),
    path("files/<int:parcel_id>/", place.thumbnail, name="appeal_file"),
    path("contact/", contact.contact, name="appeal_contact"),
    path("check/", contact.check, name="appeal_check"),
    path("danger/", danger.danger, name="appeal_danger"),
    path("danger/send/", danger.send, name="appeal_send_now"),
    path("danger/safe/", danger.safe, name="appeal_safe"),
    path("danger/leave/", danger.leave, name="appeal_leave"),
    path("receipt/", receipt.receipt, name="appeal_receipt"),
]
