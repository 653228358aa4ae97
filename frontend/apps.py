from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig


class FrontendConfig(AppConfig):
    name = "frontend"

    def ready(self) -> None:
        from cms.core import outputs
        from frontend.outputs import OUTPUTS
        from syndication import naming

        outputs.register(*OUTPUTS)
        naming.say_by(_narrowing)


def _narrowing(*asked: Any) -> Iterable[str]:
    # Read with the first feed of a search, and not at the start of each command.
    from frontend.search.naming import narrowing

    return narrowing(*asked)
