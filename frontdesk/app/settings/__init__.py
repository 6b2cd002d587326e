"""Settings: what the office sets for every desk, who may sign in, and how this machine prints."""
