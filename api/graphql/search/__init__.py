"""Search in the API: its arguments, its answer, and the words for the values that hits are counted by."""
