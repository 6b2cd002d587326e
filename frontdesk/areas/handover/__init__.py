"""Handing homes over to their owners, and from one owner to the next: above reception, whose tickets its defects become."""
