"""A reader that learns the hand of a book: labelled lines in, a model of that hand out. Reading never needs torch."""
