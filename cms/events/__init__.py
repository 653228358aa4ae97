"""Events: what the city invites to, once or again and again, from a course to a festival."""
