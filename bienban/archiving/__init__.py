"""What ``bienban archive`` does: searchable PDF/A, hOCR and ALTO beside the records, with a list of what was written.

run.py         the command's work over all files        manifest.py  the list, and what need not be done again
checking.py    the same files, looked at again          making.py    one file from its pages to its outputs
fields.py      what the records say of a file           durable.py   whole files or none
hocr.py, alto.py   a page as XML                        blocks.py    lines into blocks, boxes into pixels
source.py      a file as a PDF that lies upright        jpeg.py, hidden.py, fonts.py   what is left out of it
plugin.py      our words as OCRmyPDF's engine           pdfa.py      OCRmyPDF, and the check of what it made
"""
