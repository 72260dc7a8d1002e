/** The session level of FIX 4.4, whose two rows of numbers no session file can declare. */
@NullMarked
package dev.millrace.legacy.fix;

import org.jspecify.annotations.NullMarked;
