"""What the desk does with a decoration file: every function is one thing, in one transaction."""
