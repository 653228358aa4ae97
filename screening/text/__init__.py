"""Reading: one spelling for all texts, the cue words in them, their tables, and what stands around a place."""
