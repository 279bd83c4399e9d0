"""Files loaded and the council's own rules, for analysts."""
