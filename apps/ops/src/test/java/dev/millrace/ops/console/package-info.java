@NullMarked
package dev.millrace.ops.console;

import org.jspecify.annotations.NullMarked;
