"""The forms runs leave in: tables for spreadsheets, and event files for TensorBoard."""
