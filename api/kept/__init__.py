"""The parts of the cache before Django: answers, how they are compressed, kept forms of them, and the memory."""
