/** Rooms of the webhook source that are tried against a broker without a worker. */
@NullMarked
package dev.millrace.webhook;

import org.jspecify.annotations.NullMarked;
