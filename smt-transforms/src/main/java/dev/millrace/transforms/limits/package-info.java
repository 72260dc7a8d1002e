/** How big records are, and what is done with those that are too big. */
@NullMarked
package dev.millrace.transforms.limits;

import org.jspecify.annotations.NullMarked;
