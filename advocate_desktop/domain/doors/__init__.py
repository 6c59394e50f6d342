"""The doors of the decision table, a file per regulator (law.md section 4)."""
