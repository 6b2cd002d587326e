"""Alembic's migrations, run from the program (`migrate.py`), never from a configuration file."""
