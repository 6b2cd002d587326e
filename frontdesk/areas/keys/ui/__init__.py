"""Pages and dialogs about keys."""
