"""Over the years: last year's form beside this one's, what changed, the unit's year summed up."""
