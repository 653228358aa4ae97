"""The GraphQL API, and the door through which pages of this process ask it: :func:`execute`."""

from api.graphql.execution import execute

__all__ = ["execute"]
