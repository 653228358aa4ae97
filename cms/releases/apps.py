from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "cms.releases"
    verbose_name = "Released documents"
