/** Turns the text of a COBOL copybook into items of {@code dev.millrace.feed.plan}. Knows nothing of records' bytes, files or streams. */
@NullMarked
package dev.millrace.feed.copybook;

import org.jspecify.annotations.NullMarked;
