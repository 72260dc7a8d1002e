package dev.millrace.feed;

import java.util.Optional;

/**
 * What was found in a file that was read to its end.
 *
 * @param records that could be read
 * @param malformed that could not
 * @param sha256 of the raw bytes, in hexadecimal digits; empty when the file was taken up at a hand-written offset
 */
record FileTotals(long records, long malformed, Optional<String> sha256) {}
