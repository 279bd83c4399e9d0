"""The parts that pages share: filters, cards, charts, tables, words."""
