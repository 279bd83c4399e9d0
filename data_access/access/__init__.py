"""Who may see whom: people, pseudonyms, sight, the ledger of who looked."""
