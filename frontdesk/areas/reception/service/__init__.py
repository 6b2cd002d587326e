"""What the reception desk does, one function for each thing."""
