"""What the processes say to each other about training, and how."""
