"""What the network answers over the plane of two inputs, or along one, while it learns."""
