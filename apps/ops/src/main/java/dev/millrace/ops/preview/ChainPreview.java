package dev.millrace.ops.preview;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.worker.TransformChain;
import dev.millrace.ops.worker.TransformStep;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs a chain of transforms on records, and tells what each of them did.
 *
 * @param <R> records of a source or of a sink
 * @param mostCharacters that the values of a record may have as texts between two transforms
 */
record ChainPreview<R extends ConnectRecord<R>>(TransformChain<R> chain, long mostCharacters) {

    /**
     * What became of a record, and in which steps.
     *
     * @param record null when it was dropped, or has failed
     */
    record Result<R extends ConnectRecord<R>>(@Nullable R record, List<StepReport> steps) {}

    /** Applies all, up to the one that drops or refuses the record. */
    Result<R> apply(R record, boolean showsValues) {
        List<StepReport> reports = new ArrayList<>();
        R current = record;
        for (TransformStep<R> step : chain.steps()) {
            StepPreview.Result<R> result = new StepPreview<>(step, showsValues).apply(current);
            reports.add(result.report());
            current = result.record();
            if (current == null) {
                break;
            }
            if (result.characters() > mostCharacters) {
                throw CommandFailure.usage("transforms." + step.name() + " makes a record of more than "
                        + mostCharacters + " characters: take a smaller sample");
            }
        }
        return new Result<>(current, List.copyOf(reports));
    }
}
