/** What is new, changed or gone between rounds that read everything; what is known of the rows is kept in source offsets. */
@NullMarked
package dev.millrace.kit.change;

import org.jspecify.annotations.NullMarked;
