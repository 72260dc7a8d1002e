@NullMarked
package dev.millrace.ops.figures;

import org.jspecify.annotations.NullMarked;
