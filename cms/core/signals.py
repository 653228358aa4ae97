"""Signals of our own, for what Django and Wagtail announce too early or not at all."""

from django.dispatch import Signal

# A page is in the database together with its tags and inline rows, in the still open transaction. Arguments: page_id,
# and is_whole: whether all of it was written, and not only some columns. That a version was kept beside it is not told.
# post_save fires before modelcluster writes those rows, and page_published not at all for add_child(live=True).
page_saved = Signal()
# The same for several pages that were written at once, without page_saved for each. Arguments: page_ids and, where it
# is known, new: those of the pages that this transaction has made, as they were written.
pages_written = Signal()
# Pages that were elsewhere before. Argument: addresses, pairs of an address and the page's id. A receiver answers with
# those that it could not make lead there, each with its reason.
addresses_known = Signal()
# After a withdrawal: what do the outputs answer now? Argument: page_id. A receiver answers with rows as JSON.
outputs_asked = Signal()
# Somebody asks to publish or to schedule a page, whatever way. Argument: page, as it would be public. A receiver raises
# Refused where a rule keeps it from the public.
publication_asked = Signal()
# A page was not published when its time came. Arguments: page; revision; error, a Refused or a ValidationError; and
# reasons, the same in words, by language.
schedule_refused = Signal()
