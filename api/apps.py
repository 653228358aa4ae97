from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        from api.outputs import OUTPUTS
        from cms.core import outputs

        outputs.register(*OUTPUTS)
