"""Spreadsheets in: which kinds there are, how a sheet is recognised, how its rows are judged."""
