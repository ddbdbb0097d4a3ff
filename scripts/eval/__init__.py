"""What the records are worth: scores against gold, robustness against noise, an audit of the evidence."""
