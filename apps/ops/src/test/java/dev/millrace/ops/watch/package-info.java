@NullMarked
package dev.millrace.ops.watch;

import org.jspecify.annotations.NullMarked;
