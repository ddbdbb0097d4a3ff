"""One module per group of fields: each reads the outline of a unit and puts what it finds into the draft."""
