"""What leaves the program: printed, published, final and signed forms."""
