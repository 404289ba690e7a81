"""The Evaluation tab: how the network does on the rows held back, in figures, charts and rows to look at."""
