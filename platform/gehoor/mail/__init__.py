"""Mail that leaves the platform: from words to a message, and from a message to a mail server."""
