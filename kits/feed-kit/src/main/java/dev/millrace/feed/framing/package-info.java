/** Where the records of a binary stream begin and end: fixed lengths, descriptors of z/OS, lengths of their own, lines. */
@NullMarked
package dev.millrace.feed.framing;

import org.jspecify.annotations.NullMarked;
