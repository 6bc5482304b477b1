import json
import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings

from desa.kunci import unlock
from p2ktd import kas_tetap
from tests import siap

# A busy machine is no fault of the code: examples may take their time.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples on every CI run: a red one is the change's fault. At home they wander.
settings.register_profile("ci", settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")

REMADE = ("contenttypes.", "auth.")  # what Django makes anew when tables are emptied


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings):
    """On SQLite, at home: go on from the database that an earlier run migrated."""
    if connection.vendor != "sqlite" or os.environ.get("CI"):
        return django_db_keepdb
    return siap.bring(connection.settings_dict["TEST"]["NAME"]) or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, django_db_keepdb):
    """A test that needs real transactions empties every table behind it, the trail as well. What
    the migrations had brought is returned, for whoever comes after one and needs it."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and not (django_db_keepdb or os.environ.get("CI")):
            siap.keep(connection)
        unlock(connection)
        kas_tetap.unlock(connection)
        rows = json.loads(connection.creation.serialize_db_to_string())
    return json.dumps([row for row in rows if not row["model"].startswith(REMADE)])


@pytest.fixture
def login(client):
    def login_as(user):
        client.force_login(user)
        return client

    return login_as


@pytest.fixture
def count_queries():
    """Queries of a page with one row and with three: `grow(n)` makes the n-th row."""

    def counts(grow, page):
        found = []
        for rows in ([1], [2, 3]):
            for n in rows:
                grow(n)
            page()  # whatever is cached, is cached before we count
            with CaptureQueriesContext(connection) as captured:
                response = page()
            assert response.status_code == 200
            found.append(len(captured))
        return found

    return counts
