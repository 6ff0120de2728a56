"""The routes, one module a group. Each has `add(app, desk)`, which the desk calls when it is made."""
