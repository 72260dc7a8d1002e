/** Tests of the command. */
@NullMarked
package dev.millrace.ops;

import org.jspecify.annotations.NullMarked;
