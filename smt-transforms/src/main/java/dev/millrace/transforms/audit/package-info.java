/** Evidence on records: what {@code audit.*} headers say, how they are chained, and how a chain is verified. */
@NullMarked
package dev.millrace.transforms.audit;

import org.jspecify.annotations.NullMarked;
