@NullMarked
package dev.millrace.legacy.line;

import org.jspecify.annotations.NullMarked;
