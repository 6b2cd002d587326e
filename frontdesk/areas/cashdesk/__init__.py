"""The cashier's desk: shifts, payments, receipts, the day's close."""
