/** Built plugin zips in real workers, against a real broker and partners that fail on purpose. */
@NullMarked
package dev.millrace.it;

import org.jspecify.annotations.NullMarked;
