"""Pure decisions of the permits."""
