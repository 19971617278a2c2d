"""What the service centre's addresses answer."""
