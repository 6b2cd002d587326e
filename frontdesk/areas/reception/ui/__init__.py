"""The tab 客服接待."""
