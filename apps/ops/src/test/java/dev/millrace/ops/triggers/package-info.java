/** Tests of commands about change tables. */
@NullMarked
package dev.millrace.ops.triggers;

import org.jspecify.annotations.NullMarked;
