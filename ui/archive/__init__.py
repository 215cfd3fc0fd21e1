"""All forms of the unit: found, begun, carried over, made final, corrected, compared."""
