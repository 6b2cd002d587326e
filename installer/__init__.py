"""Makes and proves what the clerk's PC gets: the program folder, Setup, and the trial of both.

`python -m installer` on Debian 12 runs the whole chain under Wine; `python -m installer pack` makes the folder and
Setup with the interpreter at hand, which is what a real Windows machine does. What each trick is for stands beside it.
"""
