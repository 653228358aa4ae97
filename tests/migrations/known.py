"""The data of the check of migrations: the tables that stay small, and the migrations that were written before it."""

# Whatever is not here counts as large. A table is put here by somebody who knows what it grows with, never in order
# that a migration passes.
SMALL_TABLES = frozenset(
    {
        # a row for each machine, job, channel or receiver
        "jobs_jobstate",
        "jobs_lease",
        "publication_bookmark",
        "publication_receiverstate",
        "publication_webhook",
        # for each city, and each host and section of one
        "publication_clock",
        "publication_formerhost",
        "publication_host",
        "releases_committeespage",
        "releases_documentspage",
        "subsites_citypage",
        "subsites_fieldpage",
        "subsites_identity",
        # for each field, department, website and committee
        "releases_committeemember",
        "releases_committeepage",
        "subsites_field",
        "subsites_organisationunit",
        "subsites_websitepage",
        # for each employee, who are tens of thousands at most, and each group of them
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "core_user",
        "core_user_groups",
        # for each rule, source and run that an officer has made
        "releases_knowngoodvalue",
        "releases_releaserule",
        "releases_rescreening",
        "releases_sourcesystem",
        # for each model
        "django_content_type",
        # for what waits: rows are taken away as they are done
        "access_linkrequest",
        "jobs_setaside",
        "publication_touch",
        "releases_missedschedule",
        "search_noted",
        "search_touchedpage",
    }
)

# Those behind which the version before reads on and writes no more. One clock a city gives the same numbers in two
# cities, so what was unique in all of them could not wait for a release; docs/operations.md tells whoever upgrades.
WRITERS_STOP = frozenset({"publication.0032_cities_in_unique_indexes"})

# The migrations that are older than the check and that it would refuse. Stores have applied them, so they stay as they
# are; nothing is added here. Most ran when what they change was empty or small, and of those with code nothing says
# which tables it writes. A store that is large already and older than core.0005, publication.0008, publication.0016 or
# publication.0020 is migrated while its servers stand still.
BEFORE = frozenset(
    {
        "access.0002_rows_are_only_added",
        "access.0004_rows_stay_together",
        "core.0004_page_indexes",
        "core.0005_clean_pictures",
        "core.0006_no_forms_and_second_admin",
        "core.0008_sizes_of_renditions",
        "core.0009_where_redirects_lead",
        "publication.0004_calendar_of_meetings",
        "publication.0005_written_with_its_entry",
        "publication.0006_compressed_by_lz4",
        "publication.0007_listings_of_posts",
        "publication.0008_listing_by_entry",
        "publication.0015_aspect_indexes",
        "publication.0016_listings_by_aspect",
        "publication.0019_listing_changes",
        "publication.0020_hosts_in_normal_form",
        "publication.0022_fill_former_hosts",
        "publication.0023_look_again_at_pictures",
        "publication.0024_fill_identity",
        "publication.0025_redirects_of_the_editor",
        "publication.0026_complete_redirects",
        "publication.0027_summaries_of_prose",
        "publication.0028_receivers_that_are_away",
        "releases.0002_desk",
        "releases.0006_compressed_by_lz4",
        "releases.0007_officials_compressed_by_lz4",
        "releases.0009_pages_screened",
        "releases.0012_reasons_of_missed_schedules_by_language",
        "subsites.0002_departments_met_in_documents",
    }
)
