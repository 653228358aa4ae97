"""One extractor for all tests, since its process serves many files."""

import pytest

from files.extraction import Extractor


@pytest.fixture(scope="session")
def extractor():
    with Extractor() as extractor:
        yield extractor


@pytest.fixture
def extract(extractor):
    return extractor.extract


@pytest.fixture
def texts(extractor):
    """Section name -> text, of a file that is readable as a whole."""

    def read(content):
        extracted = extractor.extract(content)
        assert extracted.problems == ()
        return {section.name: section.text for section in extracted.sections}

    return read
