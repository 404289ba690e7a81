"""“Show me”: what a problem is, played over the network it is in. Scenes are values; one player draws them all."""
