"""Preparation of page images before reading: small pure functions on grey images, and the chain that joins them."""
