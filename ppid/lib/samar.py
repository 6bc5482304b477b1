"""Small numbers hidden, so that nobody can be recognised in a public table."""

BATAS = 5  # a number below it is hidden, nought is not
TANDA = "*"  # for what is small, and for what would give a small one away: one sign, or it tells


def masked_row(cells):
    """(the cells of one row, their sum) as people may see them. Nothing that is hidden follows
    from what is shown: a lone hidden cell takes the smallest of the others along, and so do cells
    that can only all be one; where there are no others, the sum is hidden too."""
    hidden = {i for i, n in enumerate(cells) if 0 < n < BATAS}
    others = sorted((i for i, n in enumerate(cells) if n >= BATAS), key=lambda i: cells[i])
    if _gives_away(cells, hidden) and others:
        hidden.add(others[0])
    shown = [TANDA if i in hidden else n for i, n in enumerate(cells)]
    return shown, TANDA if _gives_away(cells, hidden) else masked(sum(cells))


def _gives_away(cells, hidden):
    """Would the sum of these cells say what each of them is?"""
    known = sum(cells[i] for i in hidden)
    return bool(hidden) and (len(hidden) == 1 or known == len(hidden))


def masked(n):
    """A number beside which no others of the same sum stand."""
    return TANDA if 0 < n < BATAS else n
