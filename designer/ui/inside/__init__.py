"""The Inside tab: how large the weights and gradients of each layer are, what is amiss with them, and weights by hand."""
