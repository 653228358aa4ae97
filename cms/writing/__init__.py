"""The employees' desk: where each begins, and what stands beside what they write."""
