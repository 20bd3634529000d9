"""What is only told, supposed or sounds like a wish, and wishes nothing."""
