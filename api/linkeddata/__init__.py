"""Linked data: records and terms as JSON-LD, and the same graph in Turtle, N-Triples and RDF/XML."""
