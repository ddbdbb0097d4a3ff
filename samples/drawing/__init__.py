"""What `draw.py` draws with: fonts, layout, raster pages, wear of the paper, PDF, legacy encoding."""
