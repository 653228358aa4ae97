"""The announcements of the background work, to those above that it knows nothing of."""

from django.dispatch import Signal

# Somebody has decided on background work in the editor. Arguments: request; action, which is retry or leave of an item
# that was set aside, or again of a queue that is late; job, its name; item, the number or key of what it was about.
operated = Signal()
