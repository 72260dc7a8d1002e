package dev.millrace.transforms.rewrite;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** What a rule does with a value that its path leads to. Stateless as far as its user sees: for any thread. */
public interface Change {

    /**
     * The schema of what {@link #apply} gives for values of a schema; asked once for each schema of records.
     *
     * @throws RuleFailure when no value of that schema can be changed, such as a struct to be hashed
     */
    Schema schema(Schema before, String rule, String path);

    /**
     * Changes one value.
     *
     * @param before the schema of the value where it has one; null in maps without a schema
     * @param value as the converter gives it: logical types as java.util.Date and BigDecimal
     * @return another value, of {@link #schema}; the value handed in is never changed itself
     * @throws RuleFailure when it can't be done; {@code on.error} says what follows
     */
    @Nullable
    Object apply(Spot spot, @Nullable Schema before, Object value);
}
