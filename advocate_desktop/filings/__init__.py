"""Paper going out: letters, chronology, call log, worksheets, exhibits, packets."""
