/** Connections: who connects to whom, and the threads that read and write. */
@NullMarked
package dev.millrace.legacy.line;

import org.jspecify.annotations.NullMarked;
