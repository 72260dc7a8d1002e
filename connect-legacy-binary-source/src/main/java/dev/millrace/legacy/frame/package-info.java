/** Where messages begin and end in a stream of bytes. */
@NullMarked
package dev.millrace.legacy.frame;

import org.jspecify.annotations.NullMarked;
