"""The special layer: the complaint regulation of the city and the OCMW."""
