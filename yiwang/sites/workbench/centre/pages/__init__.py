"""What the service centre's templates show."""
