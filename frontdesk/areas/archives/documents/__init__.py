"""What the papers of the archives show: frozen, as they are drawn."""
