import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_counters():
    """What one test sent does not count against the next."""
    cache.clear()
