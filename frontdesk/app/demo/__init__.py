"""The demo estate 翠湖花园 and its day: for trying the program, for pictures, and for tests of the whole."""
