"""Pure decisions about money that changes hands: allocating, change, the drawer, the day's identity."""
