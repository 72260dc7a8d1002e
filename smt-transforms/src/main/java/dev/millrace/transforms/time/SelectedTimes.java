package dev.millrace.transforms.time;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.Spot;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Converts the values of a map that are selected, and leaves all others. */
record SelectedTimes(TimeSelection selection, TimeChange change) implements Change {

    @Override
    public Schema schema(Schema before, String rule, String path) {
        return before;
    }

    @Override
    public Object apply(Spot spot, @Nullable Schema before, Object value) {
        return before == null && selection.isSelected(spot.path(), value) && !selection.isSpeltOut(spot.path())
                ? change.apply(spot, null, value)
                : value;
    }
}
