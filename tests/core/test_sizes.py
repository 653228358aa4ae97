"""The size of a file, as every page says it."""

import pytest
from django.utils.translation import override

from cms.core.sizes import size_in_words


@pytest.mark.parametrize(
    ("count", "korean", "english"),
    [
        (0, "0 바이트", "0 bytes"),
        (1, "1 바이트", "1 byte"),
        (1_023, "1023 바이트", "1023 bytes"),
        (1_024, "1.0 KB", "1.0 KB"),
        (12_345, "12.1 KB", "12.1 KB"),
        (2_480_000, "2.4 MB", "2.4 MB"),
        (3 * 2**30, "3.0 GB", "3.0 GB"),
    ],
)
@pytest.mark.parametrize("editor", ["ko", "en", "ja"])
def test_sizes_are_written_for_who_reads_whatever_language_the_editor_has(count, korean, english, editor):
    with override(editor):
        said = [size_in_words(count, language).replace("\xa0", " ") for language in ("ko", "en", "ja", "tlh")]
    assert said == [korean, english, english, english]
