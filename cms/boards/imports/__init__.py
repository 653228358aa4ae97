"""Notices of former boards: lists in CSV, with their attachments from a folder."""
