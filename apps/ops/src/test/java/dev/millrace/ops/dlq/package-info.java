/** Tests of what is set aside and sent again. */
@NullMarked
package dev.millrace.ops.dlq;

import org.jspecify.annotations.NullMarked;
