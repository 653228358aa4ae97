"""Pages of websites: what a city has to say that is no news, in its place."""
