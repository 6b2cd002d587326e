"""Fees (收费): items, prices, charges, arrears, notices."""
