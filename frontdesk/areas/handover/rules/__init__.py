"""What handing homes over decides: its course, the half-hours of a day, its lists of words."""
