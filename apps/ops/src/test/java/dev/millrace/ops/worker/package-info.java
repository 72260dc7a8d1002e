/** Tests of what a worker does with a configuration. */
@NullMarked
package dev.millrace.ops.worker;

import org.jspecify.annotations.NullMarked;
