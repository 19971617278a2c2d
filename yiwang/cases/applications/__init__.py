"""What people apply for: one application from filing to the paper in their hand."""
