@NullMarked
package dev.millrace.legacy.frame;

import org.jspecify.annotations.NullMarked;
