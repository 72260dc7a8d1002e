package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.FieldPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a document says that a value comes from. */
sealed interface FieldSource {

    /** One place or several, whose values become one by a reduction. */
    record Places(List<FieldPath> paths, Reduction reduction, String separator) implements FieldSource {

        public Places {
            paths = List.copyOf(paths);
        }
    }

    /** The same for all records. */
    record Constant(@Nullable Object value) implements FieldSource {}

    /** A text with places to be filled. */
    record Pattern(TemplateOrigin origin) implements FieldSource {}

    /** An expression of JSONata over the whole side. */
    record Script(ScriptOrigin origin) implements FieldSource {}
}
