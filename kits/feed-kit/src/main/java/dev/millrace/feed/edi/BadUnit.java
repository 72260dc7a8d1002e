package dev.millrace.feed.edi;

/**
 * Bytes that are set aside, because of a problem that may be told by their end only.
 *
 * @param start the offset of their first byte in the stream
 * @param end the offset behind their last byte
 */
record BadUnit(long start, long end, EdiProblem problem) {}
