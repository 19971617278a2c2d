"""The same code at two doors at once opens one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from yiwang.ground.access import commands, queries
from yiwang.kit.actor import Actor

SEED = Actor.system("tests")


@pytest.mark.django_db(transaction=True)
def test_the_same_code_at_two_doors_at_once_opens_one():
    account = commands.open_account(by=SEED, username="niu.kun", password="tests-only-pass-phrase")
    commands.enrol_totp(by=SEED, account_id=account.pk)
    code, start = queries.next_code(account_id=account.pk), Barrier(2)

    def try_it(_):
        try:
            start.wait(10)
            return commands.accept_code(by=SEED, account_id=account.pk, code=code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as doors:
        assert sorted(doors.map(try_it, range(2))) == [False, True]
