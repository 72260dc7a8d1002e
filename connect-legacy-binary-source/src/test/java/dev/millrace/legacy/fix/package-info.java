@NullMarked
package dev.millrace.legacy.fix;

import org.jspecify.annotations.NullMarked;
