/** Tests of what is done with evidence. */
@NullMarked
package dev.millrace.ops.audit;

import org.jspecify.annotations.NullMarked;
