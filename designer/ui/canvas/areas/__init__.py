"""What lies on the canvas beside the network: frames behind the cards, and comments."""
