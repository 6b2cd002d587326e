"""What every area stands on; knows nothing of property management."""
