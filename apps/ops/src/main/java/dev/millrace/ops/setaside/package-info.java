/** The console's pages about what is set aside: topics, causes, records, and sending them again. */
@NullMarked
package dev.millrace.ops.setaside;

import org.jspecify.annotations.NullMarked;
