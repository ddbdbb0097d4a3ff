"""The general base of handwriting: lines drawn in many script fonts, and the reader's recogniser tuned on them once."""
