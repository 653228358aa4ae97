"""A kind as small as one can be: what was found in the city and waits for whoever has lost it."""
