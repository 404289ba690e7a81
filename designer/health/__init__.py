"""What helps when something fails: a log of crashes, a report to hand on, and a look at the machine. Nothing is sent."""
