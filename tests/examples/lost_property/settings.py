"""The settings of the tests with the example: the lines that it takes outside its folder."""

from cms.settings.test import *
from cms.settings.test import INSTALLED_APPS as OTHERS

INSTALLED_APPS = [
    *OTHERS,
    "tests.examples.lost_property",
    "tests.examples.lost_property.shown",
]
