/** Tests of what is remembered of records. */
@NullMarked
package dev.millrace.transforms.dedup;

import org.jspecify.annotations.NullMarked;
