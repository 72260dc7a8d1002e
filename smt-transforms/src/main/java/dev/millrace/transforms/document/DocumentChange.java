package dev.millrace.transforms.document;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Spot;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A conversion as the rule of a path that leads to many places, each of which gets its result. */
final class DocumentChange implements Change {

    private final String transform;
    private final Conversion conversion;

    DocumentChange(String transform, Conversion conversion) {
        this.transform = transform;
        this.conversion = conversion;
    }

    @Override
    public Schema schema(Schema before, String rule, String path) {
        return conversion.schema(Conversion.Place.REQUIRED).orElseThrow(() -> DocumentWork.schemaNeeded(transform));
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object value) {
        try {
            Conversion.Place place = before == null ? Conversion.Place.MAP : Conversion.Place.REQUIRED;
            return conversion.apply(before, value, place).value();
        } catch (DocumentFault fault) {
            throw new RuleFailure(spot.rule(), DocumentFault.join(spot.path(), fault.path()), fault.code());
        }
    }
}
