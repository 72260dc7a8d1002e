package dev.millrace.transforms.time;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.DerivedSchema;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Spot;
import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Reads a time and writes it in another form. */
record TimeChange(TimeReader reader, TimeOutput output) implements Change {

    @Override
    public Schema schema(Schema before, String rule, String path) {
        if (!TimeSelection.holdsTimes(before)) {
            throw new RuleFailure(
                    rule, path, "wrong-type", "a value of type " + before.type().getName() + " is no time");
        }
        return DerivedSchema.ofType(output.schema(), before);
    }

    @Override
    public Object apply(Spot spot, @Nullable Schema before, Object value) {
        try {
            Instant time = reader.read(before, value);
            return output.write(time);
        } catch (TimeFault fault) {
            throw spot.failure(fault.code());
        }
    }
}
