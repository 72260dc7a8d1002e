package dev.millrace.ops.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.worker.TransformStep;
import dev.millrace.transforms.rewrite.MisusedTransform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs one transform on a record, and tells what it did.
 *
 * @param <R> records of a source or of a sink
 */
record StepPreview<R extends ConnectRecord<R>>(TransformStep<R> step, boolean showsValues) {

    private static final String OURS = "dev.millrace.";

    /**
     * What became of a record.
     *
     * @param record null when it was dropped, or has failed
     * @param characters of the record's values as texts
     */
    record Result<R extends ConnectRecord<R>>(@Nullable R record, StepReport report, long characters) {
        Result<R> of(long many) {
            return new Result<>(record, report, many);
        }
    }

    Result<R> apply(R record) {
        Map<String, Leaf> before = Leaves.of(record);
        try {
            if (!step.admits(record)) {
                return told(record, "passed-over", List.of(), null, null);
            }
            Optional<R> after = step.apply(record);
            if (after.isEmpty()) {
                return told(null, "dropped", List.of(), null, null);
            }
            Map<String, Leaf> behind = Leaves.of(after.get());
            List<Difference> changes = Difference.between(before, behind).stream()
                    .map(change -> showsValues ? change : change.masked())
                    .toList();
            return told(after.get(), changes.isEmpty() ? "unchanged" : "changed", changes, null, null)
                    .of(Leaves.characters(behind));
        } catch (MisusedTransform misused) {
            return told(null, "misconfigured", List.of(), "misconfigured", misused.getMessage());
        } catch (RuntimeException failed) {
            return failed(failed);
        }
    }

    private Result<R> told(
            @Nullable R record,
            String outcome,
            List<Difference> changes,
            @Nullable String code,
            @Nullable String message) {
        return new Result<>(
                record,
                new StepReport(
                        step.name(), step.type(), step.predicate().orElse(null), outcome, changes, code, message),
                0);
    }

    /** Our own transforms promise that their messages hold no payload; of others, nobody knows. */
    private Result<R> failed(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        if (step.type().startsWith(OURS)) {
            try {
                JsonNode line = new ObjectMapper().readTree(message);
                String code = line.path("code").asText("failed");
                return told(null, "failed", List.of(), code, message);
            } catch (JsonProcessingException other) {
                return told(null, "failed", List.of(), failure.getClass().getSimpleName(), message);
            }
        }
        String shown = showsValues ? message : "its message may hold values: --show-values shows it";
        return told(null, "failed", List.of(), failure.getClass().getSimpleName(), shown);
    }
}
