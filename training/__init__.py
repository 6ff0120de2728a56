"""From corpora to the shipped model. Nothing here is imported at run time; see training/README.md."""
