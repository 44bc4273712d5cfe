"""The general layer: the decree on local government, as far as it is about complaint handling."""
