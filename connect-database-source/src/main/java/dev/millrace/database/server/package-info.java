/** Connections to a database server, and how servers differ. */
@NullMarked
package dev.millrace.database.server;

import org.jspecify.annotations.NullMarked;
