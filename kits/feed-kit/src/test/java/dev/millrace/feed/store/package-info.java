/** What every store promises, as sentences. */
@NullMarked
package dev.millrace.feed.store;

import org.jspecify.annotations.NullMarked;
