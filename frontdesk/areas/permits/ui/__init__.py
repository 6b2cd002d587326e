"""Pages and dialogs about permits, goods out, parking and stationery."""
