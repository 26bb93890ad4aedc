"""Events: meetings of members, once or again and again, with who comes, who was there and what came of it."""
