"""Home addresses: roads and lots, flats, villages, and what says that somebody lives there."""
