"""Writing lessons: a lesson's text by its steps and pieces, and pieces made of values. Texts in, texts out."""
