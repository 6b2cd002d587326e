"""What the papers of 收楼 show."""
