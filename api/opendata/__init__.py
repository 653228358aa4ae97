"""Open data as files: the full list of released documents by week and month, and the statistics."""
