"""How languages write dates and times where Django writes them otherwise than people do."""
