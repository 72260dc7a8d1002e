/** The webhook source: what becomes of a received request, from its signature to its answer. */
@NullMarked
package dev.millrace.webhook;

import org.jspecify.annotations.NullMarked;
