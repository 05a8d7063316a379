"""What comes in: files, JSON lines, feeds and pages, turned into articles and into intents. Touches no network and no database."""
