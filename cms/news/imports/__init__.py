"""Posts from other systems: read as a stream, cleaned, checked whole, then written as pages."""
