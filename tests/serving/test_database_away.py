"""Two machines on one PostgreSQL, which falls silent, and is stopped and started again."""

import json

import pytest

from tests.serving.conftest import manage, needs_linux
from tests.serving.running import environment, until, web

pytestmark = needs_linux
# What a client would wait for: far less than the time-outs of connections and pools together were.
PATIENCE = 5
BROWSER = {"Accept": "text/html", "Accept_Language": "en-GB,en;q=0.8"}


@pytest.fixture(scope="module")
def machines(cluster, tmp_path_factory):
    """The folder and settings of each, and the programs."""
    database = cluster.copy()
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "other")]
    settings = [environment(folder / "var", DATABASE_URL=database) for folder in folders]
    with web(folders[0], settings[0]) as one, web(folders[1], settings[1]) as other:
        yield settings, one, other


def publish(variables, tmp_path, title):
    """Import a post, as an operator of one of the machines."""
    file = tmp_path / "posts.jsonl"
    post = {"title": title, "body": f"<p>{title}</p>", "published_at": "2026-11-05T09:00:00+09:00", "id": title}
    file.write_text(json.dumps(post, ensure_ascii=False))
    manage(variables, "import_posts", str(file), "--field", "traffic", "--skip-checks")


def test_what_one_machine_publishes_the_other_answers(machines, tmp_path):
    """Each has a folder of its own, so that only the database can tell."""
    settings, one, other = machines
    assert "첫눈 대비 제설 안내" not in one.get("/traffic/").text + other.get("/traffic/").text
    assert one.get("/traffic/").status_code == other.get("/traffic/").status_code == 200
    publish(settings[0], tmp_path, "첫눈 대비 제설 안내")
    until(lambda: "첫눈 대비 제설 안내" in other.get("/traffic/").text)
    until(lambda: "첫눈 대비 제설 안내" in one.get("/traffic/").text)


@pytest.mark.parametrize(("take_away", "give_back"), [("silence", "resume"), ("stop", "start")])
def test_while_the_database_is_away_kept_pages_are_stale_and_others_say_so_at_once(
    take_away, give_back, machines, cluster
):
    programs = machines[1:]
    for program in programs:
        kept = program.get("/")
        assert (kept.status_code, "Age" in kept.headers, "Warning" in kept.headers) == (200, False, False)
        assert program.get("/admin/login/").status_code == 200
    getattr(cluster, take_away)()
    try:
        for program in programs:
            # The first who ask meet it before anything is known.
            assert program.get("/admin/login/", timeout=PATIENCE, **BROWSER).status_code == 503
            until(lambda program=program: program.status("/readyz") == 503, seconds=PATIENCE)
            stale = program.get("/", timeout=PATIENCE)
            assert (stale.status_code, stale.content) == (200, kept.content)
            assert stale.headers["Warning"] == '110 - "Response is Stale"'
            assert int(stale.headers["Age"]) >= 0
            for _ in range(8):
                refused = program.get("/admin/", timeout=PATIENCE, **BROWSER)
                assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
                assert "The service is not available at the moment" in refused.text
            said = program.get("/graphql?query={__typename}", timeout=PATIENCE, Accept="application/json").json()
            assert (said["status"], said["type"]) == (503, "urn:madang:error:UNAVAILABLE")
            assert program.get("/admin/", timeout=PATIENCE, Accept="text/html", Accept_Language="ko").text.count(
                "지금은 서비스를 이용할 수 없습니다"
            )
            assert program.get("/livez", timeout=PATIENCE).status_code == 200
            assert program.get("/static/madang/base.css", timeout=PATIENCE).status_code in (200, 404)
    finally:
        getattr(cluster, give_back)()
    for program in programs:
        until(lambda program=program: program.status("/admin/login/") == 200, seconds=PATIENCE, why=program.said)
        until(lambda program=program: "Warning" not in program.get("/").headers, seconds=PATIENCE)
