"""The only way out: what the site reads from elsewhere comes through `fetching.client.fetch` (security.md, case 46)."""
