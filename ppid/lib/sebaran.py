"""Median and 90th percentile of whole days, from how many there are of each."""


def percentile(histogram, percent):
    """The smallest value that at least this share of all does not exceed; None of nothing.
    `histogram` is {value: count}."""
    total = sum(histogram.values())
    if not total:
        return None
    needed, seen = -(-total * percent // 100), 0
    for value in sorted(histogram):
        seen += histogram[value]
        if seen >= needed:
            return value
    return None


def median(histogram):
    return percentile(histogram, 50)


def p90(histogram):
    return percentile(histogram, 90)
