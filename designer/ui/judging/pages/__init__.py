"""The sub-views of the Evaluation tab."""
