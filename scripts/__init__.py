"""Commands of the workshop: measuring, training, locking. Nothing here is installed with the package."""
