package dev.millrace.kit.expression;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.RecordPath;
import java.util.function.Predicate;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/** A comparison that answers no only where it compared: what is not there, or of another type, is a failure. */
final class StrictCondition implements Condition {

    private final FieldPath path;
    private final RecordPath reader;
    private final Predicate<@Nullable Object> test;
    private final Predicate<@Nullable Object> fits;

    /**
     * A comparison.
     *
     * @param fits whether a value can be compared; nulls always can, for they have no type
     */
    StrictCondition(FieldPath path, Predicate<@Nullable Object> test, Predicate<@Nullable Object> fits) {
        this.path = path;
        this.reader = RecordPath.of(path);
        this.test = test;
        this.fits = fits;
    }

    @Override
    public boolean holds(ConnectRecord<?> record) {
        Found found = new Found();
        reader.anyMatch(record, found);
        if (!found.any && path.isSingle()) {
            throw new ConnectorFailure(
                    FailureKind.MALFORMED,
                    "expression-missing",
                    "The record has no " + path
                            + ", which a strict expression asks for; ask for it with exists first.");
        }
        return found.passed;
    }

    private final class Found implements Predicate<@Nullable Object> {

        private boolean any;
        private boolean passed;

        @Override
        public boolean test(@Nullable Object value) {
            any = true;
            if (value != null && !fits.test(value)) {
                throw new ConnectorFailure(
                        FailureKind.MALFORMED,
                        "expression-type",
                        "What is at " + path + " has another type than what a strict expression compares it with.");
            }
            passed |= test.test(value);
            return false;
        }
    }
}
