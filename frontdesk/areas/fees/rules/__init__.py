"""Pure decisions about money that is owed: pricing, billing, ages."""
