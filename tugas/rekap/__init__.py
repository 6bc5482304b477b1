"""Reads for the recaps: what is counted, how it is shown, what may be shown to everybody."""
