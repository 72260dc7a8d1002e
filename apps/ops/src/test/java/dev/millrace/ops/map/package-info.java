@NullMarked
package dev.millrace.ops.map;

import org.jspecify.annotations.NullMarked;
