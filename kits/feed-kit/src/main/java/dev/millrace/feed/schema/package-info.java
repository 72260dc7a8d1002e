/** What fields a record has and what their types are: declared, sampled, or left to the format. */
@NullMarked
package dev.millrace.feed.schema;

import org.jspecify.annotations.NullMarked;
