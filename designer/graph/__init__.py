"""The design as a value: nodes, wires, edits, history and `.loom` files."""
