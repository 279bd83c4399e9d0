"""What pages share: filters, cards, charts, tables, words, who is looking."""
