"""The reader that needs no training: words, clauses, triggers and their arguments by rules."""
