"""The store: one database, one transaction per command, an audit entry for each. SQLAlchemy and Alembic live here."""
