"""The start page and the unit card: reads from all, owned by none."""
