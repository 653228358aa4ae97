"""A channel that is owed changes, as small as one can be."""
