"""Reading a plan's letter: what it says, each with the place where it says so, and what it lacks.

By patterns alone, in English and Spanish. Every pattern repeats a bounded number of times, so the
time grows with the length of the text and no faster.
"""
