"""FrontDesk (物业前台): the reception desk of a residential property office."""

__version__ = "0.2.0"
"""Stands here only: the package, the program's windows, its backups and Setup all read it."""
