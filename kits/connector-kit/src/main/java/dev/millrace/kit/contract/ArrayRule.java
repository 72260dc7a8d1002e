package dev.millrace.kit.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rules of lists: {@code items}, {@code minItems}, {@code maxItems}, {@code uniqueItems}.
 *
 * @param items what each element must be
 */
record ArrayRule(Rule items, int least, int most, boolean unique, ContractOptions.Nulls nulls) implements Rule {

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        if (!(value instanceof List<?> list)) {
            return true;
        }
        boolean holds = list.size() >= least || Rule.violated(report, "minItems");
        holds &= list.size() <= most || Rule.violated(report, "maxItems");
        if (!holds && report == null) {
            return false;
        }
        if (items != ANY) {
            holds &= eachHolds(JsonForm.within(schema), list, report);
        }
        return holds && (!unique || areUnique(schema, list) || Rule.violated(report, "uniqueItems"));
    }

    private boolean eachHolds(@Nullable Schema schema, List<?> list, @Nullable Report report) {
        boolean holds = true;
        for (int i = 0; i < list.size() && (holds || (report != null && !report.isFull())); i++) {
            String before = report == null ? "" : report.enter(i);
            holds &= items.holds(schema, list.get(i), report);
            if (report != null) {
                report.leave(before);
            }
        }
        return holds;
    }

    private boolean areUnique(@Nullable Schema schema, List<?> list) {
        if (list.size() < 2) {
            return true;
        }
        Schema within = JsonForm.within(schema);
        Set<@Nullable Object> seen = new HashSet<>();
        for (Object element : list) {
            if (!seen.add(JsonForm.tree(within, element, nulls))) {
                return false;
            }
        }
        return true;
    }
}
