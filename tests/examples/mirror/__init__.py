"""A channel that follows, as small as one can be."""
