/** The HTTP side: one server per port and JVM, its limits and its routes; knows nothing of Kafka. */
@NullMarked
package dev.millrace.webhook.listener;

import org.jspecify.annotations.NullMarked;
