"""The steps by which the database files get their present shape."""
