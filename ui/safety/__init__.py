"""Nothing is lost: backups, restores, handing over, one window at a time."""
