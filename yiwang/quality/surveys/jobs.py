"""Background work: samples are asked batch by batch, surveys end by their day, terms of the panel by theirs."""

from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.quality.surveys import commands, queries


@job("surveys.ask")
def ask(survey_id: int) -> None:
    """Everything that a sample still lacks."""
    while commands.ask_some(by=Actor.job("surveys.ask"), survey_id=survey_id):
        continue


@job("surveys.go_on", every="*/10 * * * *")
def go_on(timestamp: int) -> None:
    """Places that came free are given on; what is past its day is closed."""
    for survey_id in queries.past_their_day():
        commands.surveying.close(by=Actor.job("surveys.go_on"), survey_id=survey_id)
    for survey_id in queries.under_way():
        ask(survey_id)


@job("surveys.end_terms", every="20 3 * * *")
def end_terms(timestamp: int) -> None:
    """Each night."""
    commands.end_terms(by=Actor.job("surveys.end_terms"))
