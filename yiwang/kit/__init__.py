"""The tool-box every room builds with: no domain, no tables."""
