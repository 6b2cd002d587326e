"""Owner archives (业主档案): estate, buildings, units, people and what belongs to them."""
