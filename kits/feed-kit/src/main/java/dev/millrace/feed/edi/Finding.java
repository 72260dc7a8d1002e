package dev.millrace.feed.edi;

/** One problem, and where it was found. */
record Finding(EdiProblem problem, Place place) {}
