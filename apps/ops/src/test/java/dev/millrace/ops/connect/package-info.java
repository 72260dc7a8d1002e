/** Tests of how the commands reach Kafka Connect. */
@NullMarked
package dev.millrace.ops.connect;

import org.jspecify.annotations.NullMarked;
