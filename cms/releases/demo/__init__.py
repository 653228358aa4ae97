"""Made-up documents of a made-up city, for trying out."""

from django.dispatch import Signal

# The documents of the demo are there: what other apps show of the city can be made. Argument: city, its page. Receivers
# say what they have made.
documents_made = Signal()
