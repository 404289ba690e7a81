"""For whoever stands beside a projector: large type, room for the canvas, keys that can be followed, a spotlight."""
