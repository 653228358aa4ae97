"""Released documents: what the city publishes by itself, screened before anyone can read it."""
