from django.apps import AppConfig


class FrontendConfig(AppConfig):
    name = "frontend"

    def ready(self) -> None:
        from cms.core import outputs
        from frontend.outputs import OUTPUTS

        outputs.register(*OUTPUTS)
