"""Appeals (民生诉求): taken in, understood, pushed to the station that can settle it, answered, approved, read, reopened."""
