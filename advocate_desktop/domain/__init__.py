"""What a case is and what follows from it: values and pure functions, standard library only."""
