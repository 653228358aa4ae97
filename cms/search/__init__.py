"""Search: everybody finds what is public, in Korean as people type it.

:mod:`cms.search.requests` has what is asked, :mod:`cms.search.answers` answers it, each hit joined to the ledger at
that moment. An engine (:mod:`cms.search.engine`) only says which items, in which order.
"""
