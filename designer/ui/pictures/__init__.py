"""Pictures of networks: the canvas or its units as a figure, written as SVG, PNG or PDF."""
