/** A Kafka broker, a Connect worker and the partners of the examples, started and watched from one command. */
@NullMarked
package dev.millrace.quickstart;

import org.jspecify.annotations.NullMarked;
