"""Version of the reader: raised whenever the output of `read` may change, because results are cached under it."""

READER = "15"
