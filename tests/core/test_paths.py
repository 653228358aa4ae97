import pytest

from cms.core.paths import file_within


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "sub" / "a.txt").write_text("a")
    (tmp_path / "secret").write_text("b")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "secret")
    (tmp_path / "in" / "circle").symlink_to(tmp_path / "in" / "circle")
    return tmp_path / "in"


def test_a_path_leads_to_a_file_of_the_folder(folder):
    assert file_within(folder, "sub/a.txt") == (folder / "sub" / "a.txt").resolve()
    assert file_within(folder, "sub/../sub/a.txt") == (folder / "sub" / "a.txt").resolve()


@pytest.mark.parametrize(
    "path",
    [
        "", ".", "sub", "none", "..", "../secret", "/etc/passwd", "out", "circle", "sub/a.txt/b", "a\0b", "\ud800",
        "a" * 5_000, "a/" * 5_000, "가" * 300,
    ],
)  # fmt: skip
def test_what_is_no_file_of_the_folder_leads_nowhere(folder, path):
    assert file_within(folder, path) is None
