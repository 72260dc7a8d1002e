/** The console: its server, who may do what in it, and how pages are made. What the pages show lies in other packages. */
@NullMarked
package dev.millrace.ops.console;

import org.jspecify.annotations.NullMarked;
