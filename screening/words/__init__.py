"""Tables of words: names, persons, homes, offices, belongings, the nouns of the dictionary."""
