"""Plain values: money, days, words, errors. Pure Python, nothing outside the standard library and stdnum."""
