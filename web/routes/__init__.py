"""The routes, one module per page. Each says which permission it needs; one that says nothing is closed."""
