"""The pages of the disclosure desk."""
