@NullMarked
package dev.millrace.ops.setaside;

import org.jspecify.annotations.NullMarked;
