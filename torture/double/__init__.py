"""The last button of a form pressed fifty times at once, on two servers of one database."""
