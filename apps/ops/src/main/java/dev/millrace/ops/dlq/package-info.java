/** Records that are set aside: told by cause, shown, exported, sent again, parked. */
@NullMarked
package dev.millrace.ops.dlq;

import org.jspecify.annotations.NullMarked;
