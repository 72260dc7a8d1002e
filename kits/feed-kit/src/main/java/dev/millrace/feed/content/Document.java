package dev.millrace.feed.content;

import java.io.InputStream;

/**
 * What a format reads as one stream.
 *
 * @param entry its name in the archive; empty when the file is none
 * @param bytes its content from the first byte on; of no use any more once the next document is asked for
 */
public record Document(String entry, InputStream bytes) {}
