/** How the commands reach Kafka. */
@NullMarked
package dev.millrace.ops.kafka;

import org.jspecify.annotations.NullMarked;
