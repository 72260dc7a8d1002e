/** How the commands reach Kafka Connect: its REST API. */
@NullMarked
package dev.millrace.ops.connect;

import org.jspecify.annotations.NullMarked;
