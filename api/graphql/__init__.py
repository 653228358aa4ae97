"""The GraphQL API. Pages of this process ask it by :func:`api.graphql.execution.execute`."""
