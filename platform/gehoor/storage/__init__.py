"""Keeps what the platform knows: one file per tenant, reached only through the scope of that tenant."""
