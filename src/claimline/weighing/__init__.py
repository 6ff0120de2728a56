"""From claims to what can be compared: same story, same event, who agrees, who denies, how credible and why."""
