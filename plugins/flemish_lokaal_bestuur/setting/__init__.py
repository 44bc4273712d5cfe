"""What the board sets itself because the regulation leaves it open."""
