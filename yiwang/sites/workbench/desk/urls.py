"""Addresses of the desk."""

from django.urls import path

from yiwang.sites.workbench.desk.views import alarms, bulk, cases, finding, inbox, moves, register, replies, triage

from yiwang.sites.workbench.desk.views import orders

app_name = "workbench"
urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("cases/", finding.everything, name="list"),
    path("cases/filter/", finding.narrow, name="filter"),
    path("cases/filter/save/", finding.save, name="filter_save"),
    path("cases/filter/<int:filter_id>/drop/", finding.drop, name="filter_drop"),
    path("cases/filter/<int:filter_id>/share/", finding.share, name="filter_share"),
    path("cases/filter/<int:filter_id>/unshare/", finding.unshare, name="filter_unshare"),
    path("people/", finding.person, name="person"),
    path("bulk/", bulk.runs, name="bulk_runs"),
    path("bulk/choose/", bulk.choose, name="bulk_choose"),
    path("bulk/begin/", bulk.begin, name="bulk_begin"),
    path("bulk/<int:run_id>/", bulk.one, name="bulk"),
    path("bulk/<int:run_id>/sheet/", bulk.sheet, name="bulk_sheet"),
    path("bulk/<int:run_id>/result/", bulk.result, name="bulk_result"),
    path("units/", inbox.units, name="units"),
    path("approvals/", inbox.approvals, name="approvals"),
    path("messages/", inbox.messages, name="messages"),
    path("messages/read/", inbox.read, name="messages_read"),
    path("search/", finding.search, name="search"),
    path("register/", register.register, name="register"),
    path("triage/", triage.triage, name="triage"),
    path("triage/<str:number>/", triage.one, name="triage_one"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/strip/", alarms.strip, name="alarm_strip"),
    path("case/<str:number>/", cases.case, name="case"),
    path("case/<str:number>/peek/", cases.peek, name="peek"),
    path("case/<str:number>/open/", cases.open_identity, name="open"),
    path("case/<str:number>/files/<int:file_id>/", cases.file, name="file"),
    path("case/<str:number>/files/<int:file_id>/small/", cases.thumbnail, name="thumbnail"),
    path("case/<str:number>/sign/", moves.sign, name="sign"),
    path("case/<str:number>/take-back/", moves.take_back, name="take_back"),
    path("case/<str:number>/contact/", moves.contact, name="contact"),
    path("case/<str:number>/reassign/", moves.reassign, name="reassign"),
    path("case/<str:number>/attach/", moves.attach, name="attach"),
    path("case/<str:number>/reply/", replies.reply, name="reply"),
    path("case/<str:number>/review/", replies.review, name="review"),
    path("case/<str:number>/send-back/", replies.send_back, name="send_back"),
    path("case/<str:number>/pass-up/", orders.pass_up, name="pass_up"),
    path("case/<str:number>/instruct/", orders.instruct, name="instruct"),
    path("case/<str:number>/instruct/report/", orders.report, name="report_instruction"),
    path("case/<str:number>/instruct/close/", orders.close, name="close_instruction"),
    path("orders/", orders.orders, name="orders"),
    path("case/<str:number>/acknowledge/", alarms.acknowledge, name="acknowledge"),
]
