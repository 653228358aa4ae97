"""Access to the editor: who is locked out, who signed in or failed to, and who read what is held."""
