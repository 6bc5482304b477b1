"""Addresses that need no argument: asked for on every page, and always the same."""

from functools import cache

from django.urls import reverse

fixed = cache(reverse)
