"""Bulletin boards: notices, public notices with their periods, recruitment, archives, questions and answers."""
