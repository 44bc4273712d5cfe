"""What people can do with cases: each service is a use case that asks the law and writes the register."""
