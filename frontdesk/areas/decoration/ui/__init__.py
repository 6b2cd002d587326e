"""Pages and dialogs about decoration."""
