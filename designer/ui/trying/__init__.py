"""The Try it tab: an example of one's own, and at once what the network says to it."""
