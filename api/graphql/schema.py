"""The schema that ``manage.py graphql_schema`` writes to ``schema.graphql``."""

import graphene

from api.graphql.query import Query
from api.graphql.types import RECORD_TYPES, TERM_TYPES

schema = graphene.Schema(query=Query, types=[*RECORD_TYPES.values(), *TERM_TYPES.values()])
