"""One hash for several texts: what says that two contents are the same without keeping either."""

import hashlib
from collections.abc import Iterable


def hash_texts(texts: Iterable[str]) -> str:
    """SHA-256 (hexadecimal) of the texts in their order, each after its length, so that no two lists share one."""
    total = hashlib.sha256()
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        total.update(b"%d:%b" % (len(encoded), encoded))
    return total.hexdigest()
