"""Reading what is being handed over."""
