/** Mapping documents: which fields a record has afterwards, where they come from, and what is done to them on the way. */
@NullMarked
package dev.millrace.transforms.mapping;

import org.jspecify.annotations.NullMarked;
