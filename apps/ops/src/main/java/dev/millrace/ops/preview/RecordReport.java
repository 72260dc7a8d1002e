package dev.millrace.ops.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a sample, from its bytes to what would be in Kafka or at the receiver.
 *
 * @param source the file, with the document's name in an archive behind an exclamation mark; topic and partition of a
 *     record of Kafka
 * @param number of the record in its document, from 0; of a record of Kafka, its offset
 * @param offset of its first byte in the document; null for a record of Kafka
 * @param line in which it begins, from 1; null for a record of Kafka
 * @param fields as the format read them; none for what is no record
 * @param outcome {@code delivered}, {@code dropped}, {@code set-aside}, {@code skipped}, {@code lost} (a failure that
 *     errors.tolerance passes over, without a dead letter queue), "stops" (of the task) or {@code notice}
 * @param topic where it would go; null where it goes nowhere
 * @param code why it is not delivered
 * @param message the same for a person, without payload
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordReport(
        String source,
        long number,
        @Nullable Long offset,
        @Nullable Long line,
        List<Leaf> fields,
        List<StepReport> steps,
        String outcome,
        @Nullable String topic,
        @Nullable String code,
        @Nullable String message) {
    RecordReport {
        fields = List.copyOf(fields);
        steps = List.copyOf(steps);
    }

    /** Whether somebody must look at it. */
    boolean isFinding() {
        return switch (outcome) {
            case "delivered", "dropped", "notice" -> false;
            default -> true;
        };
    }
}
