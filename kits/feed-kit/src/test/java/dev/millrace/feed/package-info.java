/** What the file loop promises, as sentences. */
@NullMarked
package dev.millrace.feed;

import org.jspecify.annotations.NullMarked;
