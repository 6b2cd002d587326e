"""What the desk does, one folder a field of work."""
