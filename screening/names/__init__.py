"""Names of citizens: behind cue words, in tables and lists, and by what stands around them."""
