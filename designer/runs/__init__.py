"""Every training run, kept: a database in the user's folder, what two runs differ in, and the forms runs leave in.

Nothing here knows Qt or TensorFlow: the window and the command line keep their runs alike, and a thread of its own
(`desk`) does what touches the disk.
"""
