"""The Runs tab: every run found again, compared and explained; and what keeps the window's own runs."""
