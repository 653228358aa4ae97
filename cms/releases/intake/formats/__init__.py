"""The forms that lists come in. Each is read as a stream, twice where it must be, in memory bounded by its rows."""
