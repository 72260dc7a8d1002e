/** What a server needs that runs as a process beside the tests. */
@NullMarked
package dev.millrace.partner.process;

import org.jspecify.annotations.NullMarked;
