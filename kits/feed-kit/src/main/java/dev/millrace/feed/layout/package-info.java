/** The layout language: which bytes of a record are which field. Knows nothing of streams. */
@NullMarked
package dev.millrace.feed.layout;

import org.jspecify.annotations.NullMarked;
