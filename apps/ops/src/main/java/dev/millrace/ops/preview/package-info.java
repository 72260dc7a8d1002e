/** What a configuration makes of samples, without Kafka: records, transforms, layouts, mappings and contracts. */
@NullMarked
package dev.millrace.ops.preview;

import org.jspecify.annotations.NullMarked;
