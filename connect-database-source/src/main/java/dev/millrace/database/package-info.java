/** Tables and queries of a database -> records. */
@NullMarked
package dev.millrace.database;

import org.jspecify.annotations.NullMarked;
