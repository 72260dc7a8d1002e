/** What is remembered of records so that a second one with the same id shows. */
@NullMarked
package dev.millrace.transforms.dedup;

import org.jspecify.annotations.NullMarked;
