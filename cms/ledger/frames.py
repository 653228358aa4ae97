"""Pages in other languages around what is written in the city's own: a translated frame, the texts as they are.

Released documents, committees and their meetings are written once. In every other language that the city has a home
page in, each is shown below that home at the path that it has below the first one, so ``/documents/1/`` at
``/en/documents/1/``. No row of the ledger says so: the address is worked out from the one that is stored. Search
engines are told the stored one alone, because to them both are one page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Frames:
    """``homes`` are the city's home pages by language, ``default`` is the language that it writes in."""

    homes: Mapping[str, str]
    default: str

    def address(self, url: str, language: str) -> str | None:
        """The page in ``language`` around what has its own page at ``url``.

        None for the city's own language, for a language without a home page, and for a ``url`` that is itself below the
        home of another language, or outside the city's main site.
        """
        home, root = self.homes.get(language), self.homes.get(self.default)
        if home is None or root is None or home == root or not self._is_original(url):
            return None
        return f"{home}{url.removeprefix(root)}"

    def _is_original(self, url: str) -> bool:
        root = self.homes[self.default]
        return url.startswith(root) and url != root and not any(url.startswith(home) for home in self._others())

    def _others(self) -> list[str]:
        return [home for language, home in self.homes.items() if language != self.default]

    def original(self, path: str) -> tuple[str, str] | None:
        """The language of the frame that a decoded path may be of, and the path of what would stand in it."""
        root = self._path(self.default)
        for language in self.homes:
            home = self._path(language)
            if root and home and home != root and path.startswith(home) and path != home:
                return language, f"{root}{path.removeprefix(home)}"
        return None

    def _path(self, language: str) -> str:
        return unquote(urlsplit(self.homes.get(language, "")).path)
