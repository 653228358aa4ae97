"""The settings with the kind alone: what a developer has who has registered it and nothing else."""

from cms.settings.test import *  # noqa: F403
from cms.settings.test import INSTALLED_APPS as OTHERS

INSTALLED_APPS = [*OTHERS, "tests.examples.lost_property"]
