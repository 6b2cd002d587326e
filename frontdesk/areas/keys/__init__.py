"""Keys: who has which, who had it, what is in our care, and what a count of the cabinet found."""
