"""The addresses of syndication. ``base`` is a listing page's path without its first slash: empty, or ending in one."""

from django.urls import path, re_path

from syndication import calendars, feeds, oembed, searches, sitemaps

urlpatterns = [
    path("sitemap.xml", sitemaps.index),
    re_path(r"^sitemaps/(?P<part>entries|terms)-(?P<number>0|[1-9]\d{0,8})\.xml$", sitemaps.shard),
    path("robots.txt", sitemaps.robots),
    path("oembed", oembed.oembed),
    re_path(r"^calendars/(?P<key>[0-9A-Fa-f-]{36})\.ics$", calendars.of_item),
    re_path(r"^(?P<base>(?:[\s\S]*/)?)calendar\.ics$", calendars.of_listing),
    re_path(r"^(?P<base>(?:[\s\S]*/)?)search/feed\.(?P<suffix>rss|atom|json)$", searches.feed),
    re_path(r"^(?P<base>(?:[\s\S]*/)?)feed\.(?P<suffix>rss|atom|json)$", feeds.feed),
]
