"""What happens in the salon, one verb a file: each decides in one transaction, with its effects."""
