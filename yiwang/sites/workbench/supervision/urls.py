"""Addresses of supervision."""

from django.urls import path

from yiwang.sites.workbench.supervision.views import answers, duties

app_name = "supervision"
urlpatterns = [
    path("duties/", duties.duties, name="duties"),
    path("duties/<str:number>/nudge/", duties.nudge, name="nudge"),
    path("cards/", duties.cards, name="cards"),
    path("cards/<int:card_id>/", duties.card, name="card"),
    path("explanations/", answers.explanations, name="explanations"),
    path("explanations/<int:explanation_id>/", answers.explanation, name="explanation"),
    path("explanations/<int:explanation_id>/decide/", answers.decide, name="decide"),
    path("alerts/", answers.alerts, name="alerts"),
    path("alerts/<int:alert_id>/", answers.alert, name="alert"),
    path("alerts/<int:alert_id>/decide/", answers.decide_alert, name="decide_alert"),
]
