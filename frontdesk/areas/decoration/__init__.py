"""Decoration (装修): from the application to the deposit's return, by 建设部令第110号."""
