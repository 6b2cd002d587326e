"""What stands of decorations: files, board, one file, plans, breaches, figures; frozen rows."""
