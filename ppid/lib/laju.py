"""How often something was done within a while."""

from django.core.cache import cache


def count(key, seconds):
    """Count one use of `key`; how many there were in these seconds. While the cache is away nobody
    is counted, so nobody is turned away."""
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) or 1
    except ValueError:  # it went between the two
        return 1
