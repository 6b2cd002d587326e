"""Permits and what goes with them: passes, goods out, parking, numbered stationery, and the signed code."""
