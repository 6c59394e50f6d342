"""What users do, a function each, and what each view reads."""
