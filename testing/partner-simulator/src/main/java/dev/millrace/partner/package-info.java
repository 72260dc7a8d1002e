/** The outside world in a box: servers with fault switches. */
@NullMarked
package dev.millrace.partner;

import org.jspecify.annotations.NullMarked;
