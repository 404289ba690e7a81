"""How what is drawn leaves the window: as code, as a notebook, as a file with weights; and the proof of a script."""
