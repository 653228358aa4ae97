"""The answers of the whole application, as the visibility matrices read them."""

from urllib.parse import unquote

from tests.server import Server


def text(response, *, status=frozenset({200, 404, 410})):
    """The body of an answer, which is one of these; nothing of what is not there."""
    assert response.status_code in status, (response.url, response.status_code, response.text[:300])
    return response.text if response.status_code == 200 else ""


def graphql(server: Server, query: str) -> str:
    """The data alone: an error may repeat what was asked for."""
    return str(server.post("/graphql", json={"query": query}).json().get("data"))


def sitemap(server: Server) -> str:
    """All shards that the index names, with readable addresses: their numbers depend on the rows' own."""
    index = text(server.get("/sitemap.xml"))
    shards = [part.split("</loc>")[0].replace("&amp;", "&") for part in index.split("<loc>")[1:]]
    return "".join(unquote(text(server.get(shard), status={200})) for shard in shards)
