"""热点: what many raise now, by place and matter, and warnings where more comes than the season explains."""
