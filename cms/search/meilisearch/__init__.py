"""The engine that is a Meilisearch server: an index for each city, written by the worker, read with a key of its own.

An index for each city and not one for all with a filter: no query can leave its city, whatever its filter says; the
synonyms of an index are those that the city's editors keep; and a city is rebuilt, compared and removed alone.
"""
