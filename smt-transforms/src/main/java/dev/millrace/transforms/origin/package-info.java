/** Where a record came from, and what is remembered of it, so that a record that is transformed again is recognised. */
@NullMarked
package dev.millrace.transforms.origin;

import org.jspecify.annotations.NullMarked;
