"""Moving a whole website in: what its export and its folder hold, its menu, and what is left for its web team."""
