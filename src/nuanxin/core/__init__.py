"""Plain Python: no Django, no clock, no network. Its rooms do not know one another."""
