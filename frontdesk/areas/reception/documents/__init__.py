"""What reception's papers show."""
