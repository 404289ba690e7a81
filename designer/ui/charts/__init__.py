"""Charts of figures: what one shows is a value (`content`), `plot` draws it, `taking` lets it be copied and saved."""
