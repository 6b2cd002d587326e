"""Keys: what they are, where they stand, to whom they may be lent; pure decisions."""
