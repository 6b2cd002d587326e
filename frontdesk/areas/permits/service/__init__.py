"""What the desk does with permits: every function is one thing the clerk does, in one transaction."""
