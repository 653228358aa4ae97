"""The disclosure desk: what the rules hold, in front of people who decide, and who decided what."""
