/** Tables that triggers and outboxes fill -> records. */
@NullMarked
package dev.millrace.database.change;

import org.jspecify.annotations.NullMarked;
