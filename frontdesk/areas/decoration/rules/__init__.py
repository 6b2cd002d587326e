"""What may be done with a decoration: its course, the regulation's articles, the papers, the hours. Pure."""
