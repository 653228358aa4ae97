"""The doors of the editor through which pages are seen, each of which asks :mod:`cms.core.acquaintance`.

Wagtail asks at each of them whether a person may do something, never whether they may know of it. The test of the doors
walks every address of the editor, so that one that a new release adds fails it until it asks too.
"""
