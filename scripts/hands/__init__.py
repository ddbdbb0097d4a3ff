"""Pages of print and of handwriting-like script, drawn to train and to test the classifier of extractors/script."""
