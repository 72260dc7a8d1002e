package dev.millrace.ops.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one transform did to one record.
 *
 * @param transform its name in the configuration
 * @param type its class
 * @param predicate the predicate's name, with {@code not} before it where it is negated; null for none
 * @param outcome "changed", "unchanged", "passed-over" (by the predicate), "dropped", "failed" or "misconfigured"
 * @param code why it failed
 * @param message the same for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepReport(
        String transform,
        String type,
        @Nullable String predicate,
        String outcome,
        List<Difference> changes,
        @Nullable String code,
        @Nullable String message) {
    StepReport {
        changes = List.copyOf(changes);
    }

    boolean isFailure() {
        return outcome.equals("failed") || outcome.equals("misconfigured");
    }
}
