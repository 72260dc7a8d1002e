package dev.millrace.feed.edi;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * What was found in an interchange before the point at which it is taken up again.
 *
 * @param collector what was found so far; only to be copied
 * @param charset of the interchange
 * @param report null while the interchange is open
 */
record Collected(
        ReportCollector collector,
        Charset charset,
        @Nullable InterchangeReport report) {}
