"""Files coming in: recognise, extract text, make a PDF rendition, refuse cleanly."""
