/** The predicates that a connector's configuration names. */
@NullMarked
package dev.millrace.transforms.predicates;

import org.jspecify.annotations.NullMarked;
