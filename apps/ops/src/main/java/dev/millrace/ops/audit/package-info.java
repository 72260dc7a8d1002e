/** Evidence: chains verified, checkpoints made and compared, records followed. */
@NullMarked
package dev.millrace.ops.audit;

import org.jspecify.annotations.NullMarked;
