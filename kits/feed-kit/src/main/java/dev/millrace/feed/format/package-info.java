/** Bytes to records: one decoder per format, whatever the transport. */
@NullMarked
package dev.millrace.feed.format;

import org.jspecify.annotations.NullMarked;
