"""Letters: from a template and facts to HTML, and from HTML to an accessible PDF."""
