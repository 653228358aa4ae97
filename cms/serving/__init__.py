"""The web process: connections with limits and deadlines, bodies taken in before a thread is given, answers sent."""
