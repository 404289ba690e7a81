"""How well a network does on rows it was not trained on: pure functions from arrays to figures.

Neither Qt nor TensorFlow is known here. `figures` has what they give, which crosses the pipe to the window and loads
nothing; everything else takes NumPy arrays, and scikit-learn's metrics when it is called.
"""
