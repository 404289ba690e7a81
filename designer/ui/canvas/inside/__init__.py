"""What is inside a card, seen from close by: its units, its weights, and what each unit answers."""
