"""`frontdesk --selftest DIR`: proves on the very machine that nothing is missing from the program as installed.

Everything it does and finds goes to files in DIR, since a windowed program on Windows has no console. Nothing of
it is imported until it is asked for.
"""
