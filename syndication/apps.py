from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "syndication"

    def ready(self) -> None:
        from cms.core import outputs
        from syndication.outputs import OUTPUTS

        outputs.register(*OUTPUTS)
