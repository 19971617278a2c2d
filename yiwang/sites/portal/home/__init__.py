"""The front page, in the ordinary and the elders' dress, and the switches of language and density."""
