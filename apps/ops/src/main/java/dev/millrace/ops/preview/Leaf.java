package dev.millrace.ops.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A value at the end of a path.
 *
 * @param path such as {@code value.customer.email}, {@code headers.feed} or {@code topic}
 * @param type as Connect calls it: the schema's logical name or its type; of a value without a schema, what would be inferred
 * @param value as text; null where values are not shown, and for a value that is null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Leaf(String path, String type, @Nullable String value) {}
