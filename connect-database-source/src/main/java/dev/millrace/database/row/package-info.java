/** Rows of a result -> keys and values with schemas. */
@NullMarked
package dev.millrace.database.row;

import org.jspecify.annotations.NullMarked;
