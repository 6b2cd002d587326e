"""Handing homes over (收楼, D1.4): batches, appointments, the visit part by part."""
