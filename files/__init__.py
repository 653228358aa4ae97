"""Files that strangers made: their text, whatever they are, and copies of PDF documents with places covered.

``extraction`` reads, ``redaction`` covers, both by processes that ``confinement`` bounds in time and memory. No Django.
"""
