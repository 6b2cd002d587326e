"""What the permits answer; frozen rows, never mapped objects. Each file by itself, for they are many."""
