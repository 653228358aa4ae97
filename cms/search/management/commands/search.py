from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandError, CommandParser, no_translations

from cms.core.commands import BaseCommand
from cms.core.errors import BadInput
from cms.jobs.failures import Away
from cms.ledger import clocks
from cms.search import upkeep
from cms.search.answers import answer
from cms.search.explaining import explanation, results
from cms.search.meilisearch.server import Refused
from cms.search.requests import Order, Request
from cms.search.upkeep import Beside, Difference, State, Upkeep

# Ids of a difference that are printed.
_PRINTED = 20


class Command(BaseCommand):
    help = (
        "Look after the indexes of the search: status says how they fare, compare finds what differs from the ledger"
        " and ends with code 1 where something does, rebuild lets the worker make them anew; query asks what the"
        " public would find."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        # Words and options in any order, as they are typed: query --newest 자전거.
        parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", default="status", choices=("status", "compare", "rebuild", "query"))
        parser.add_argument("words", nargs="*", help="with query: what is looked for")
        parser.add_argument("--explain", action="store_true", help="with query: how it is read, and why each result")
        parser.add_argument("--newest", action="store_true", help="with query: the newest first")
        parser.add_argument("--first", type=int, default=10, metavar="NUMBER", help="with query: how many results")
        parser.add_argument("--site", default="", metavar="KEY", help="only this city")
        parser.add_argument(
            "--engine",
            default="",
            metavar="NAME",
            help="only this engine: database or meilisearch; or editor or desk, the indexes of the editor",
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "query":
            if options["engine"]:
                raise CommandError("query asks the engine that answers the public: leave out --engine.")
            self._query(options)
            return
        engines = [one for one in upkeep.registered() if options["engine"] in ("", one.name)]
        beside = [one for one in upkeep.beside() if options["engine"] in ("", one.name) and not options["site"]]
        if not engines and not beside:
            raise CommandError(f"There is no engine {options['engine']} here.")
        if options["what"] == "compare" and not engines:
            raise CommandError(f"compare is of what the public searches; to make {options['engine']} anew: rebuild.")
        cities = _cities(options["site"])
        differs, silent = False, ""
        do = {"status": self._status, "compare": self._compare, "rebuild": self._rebuild}[options["what"]]
        for engine in engines:
            try:
                differs = do(engine, cities) or differs
            except (Away, Refused) as error:
                silent = error.reason
        self._beside(beside, options["what"])
        if silent:
            raise CommandError(f"The server of the search: {silent}.")
        if differs:
            raise CommandError("What is missing or left is told anew by: manage.py search rebuild", returncode=1)

    def _query(self, options: dict[str, Any]) -> None:
        order = Order.NEWEST if options["newest"] else Order.RELEVANCE
        for site in _cities(options["site"]):
            try:
                request = Request(site=site, text=" ".join(options["words"]), order=order, first=options["first"])
            except BadInput as error:
                raise CommandError(str(error)) from error
            for line in (explanation if options["explain"] else results)(answer(request)):
                self.stdout.write(line)

    def _beside(self, beside: Iterable[Beside], what: str) -> None:
        """Of the indexes that are not the public's, and are compared with nothing."""
        for one in beside:
            if what == "status":
                for state in one.states():
                    waiting = f"{state.waiting} waiting" if state.waiting else "nothing waiting"
                    self.stdout.write(f"{one.name}\t{state.name}\t{state.texts} texts, {waiting}")
            elif what == "rebuild":
                for name in one.rebuild():
                    self.stdout.write(f"{one.name}\t{name}\tthe worker makes it anew")

    def _status(self, engine: Upkeep, cities: list[str]) -> bool:
        for state in engine.states():
            if state.site in cities:
                self.stdout.write(f"{engine.name}\t{state.site}\t{_told(state)}")
        return False

    def _compare(self, engine: Upkeep, cities: list[str]) -> bool:
        """Return whether the engine has something else than the ledger."""
        differs = False
        for site in cities:
            found = upkeep.difference(engine, site)
            differs = differs or bool(found)
            self.stdout.write(f"{engine.name}\t{site}\t{_differs(found)}")
        return differs

    def _rebuild(self, engine: Upkeep, cities: list[str]) -> bool:
        for site in cities:
            engine.rebuild(site)
            self.stdout.write(f"{engine.name}\t{site}\tthe worker makes it anew")
        return False


def _cities(site: str) -> list[str]:
    """The keys of the cities that have something public, or of this one alone."""
    found = [key for key in sorted(clocks.sequences()) if site in ("", key)]
    if site and not found:
        raise CommandError(f"There is no city {site}, or nothing of it is public.")
    return found


def _told(state: State) -> str:
    texts = "no index yet" if state.texts is None else f"{state.texts} texts"
    anew = "" if state.rebuilt is None else f", made anew up to change {state.rebuilt} of {state.changes}"
    return f"{texts}, {state.behind} changes behind{anew}"


def _differs(found: Difference) -> str:
    if not found:
        return "has what the ledger has"
    return f"missing {_listed(found.missing)}; left {_listed(found.left)}"


def _listed(ids: Any) -> str:
    more = f" and {len(ids) - _PRINTED} more" if len(ids) > _PRINTED else ""
    return f"{len(ids)}: {', '.join(map(str, ids[:_PRINTED]))}{more}" if ids else "0"
