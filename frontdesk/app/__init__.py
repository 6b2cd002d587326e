"""The composition root: puts the areas together; nothing imports it."""
