"""What the cache before Django is made of: answers, how they are compressed, kept forms of them, and the memory."""
