package dev.millrace.kit.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The rules of structs and maps: {@code properties}, {@code required}, {@code additionalProperties}, {@code minProperties} and
 * {@code maxProperties}.
 */
final class ObjectRule implements Rule {

    /**
     * A name that the contract knows.
     *
     * @param rule what its value must be
     * @param declared whether it is one of {@code properties}; else it is required alone
     * @param missing the keyword that is broken where it is not there; empty where it may be left out
     */
    record Property(String name, Rule rule, boolean declared, String missing) {

        private boolean isRequired() {
            return !missing.isEmpty();
        }
    }

    private final Property[] properties;
    private final Set<String> declared;
    private final @Nullable Rule others;
    private final boolean noOthers;
    private final int least;
    private final int most;
    private final boolean counts;
    private final boolean nullIsAbsent;

    /**
     * Of all parts.
     *
     * @param others what the values of all other names must be; null for none to be there
     */
    ObjectRule(List<Property> properties, @Nullable Rule others, int least, int most, ContractOptions.Nulls nulls) {
        this.properties = properties.toArray(Property[]::new);
        this.declared = properties.stream()
                .filter(Property::declared)
                .map(Property::name)
                .collect(Collectors.toSet());
        this.others = others == ANY ? null : others;
        this.noOthers = others == null;
        this.least = least;
        this.most = most;
        this.counts = noOthers || this.others != null || least > 0 || most < Integer.MAX_VALUE;
        this.nullIsAbsent = nulls == ContractOptions.Nulls.ABSENT;
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        if (value instanceof Struct struct) {
            return ofStruct(struct, report);
        }
        return !(value instanceof Map<?, ?> map) || ofMap(JsonForm.within(schema), JsonForm.named(map), report);
    }

    private boolean ofStruct(Struct struct, @Nullable Report report) {
        Schema schema = struct.schema();
        boolean holds = true;
        int present = 0;
        for (Property property : properties) {
            Field field = schema.field(property.name);
            Object value = field == null ? null : JsonForm.field(struct, field);
            if (field == null || (value == null && nullIsAbsent)) {
                holds &= !property.isRequired() || isMissing(property, report);
            } else {
                present += property.declared ? 1 : 0;
                holds &= ofProperty(property, field.schema(), value, report);
            }
            if (!holds && (report == null || report.isFull())) {
                return false;
            }
        }
        return counts ? ofStructInAll(struct, present, report) && holds : holds;
    }

    private boolean ofStructInAll(Struct struct, int present, @Nullable Report report) {
        int all = 0;
        boolean holds = true;
        List<Field> fields = struct.schema().fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Object value = JsonForm.field(struct, field);
            if (value != null || !nullIsAbsent) {
                all++;
                holds &= others == null || declared.contains(field.name()) || ofOther(field.schema(), value, report);
            }
        }
        return isCounted(all, present, report) && holds;
    }

    private boolean ofMap(@Nullable Schema schema, Map<?, ?> map, @Nullable Report report) {
        boolean holds = true;
        int present = 0;
        for (Property property : properties) {
            Object value = map.get(property.name);
            if (value == null && (nullIsAbsent || !map.containsKey(property.name))) {
                holds &= !property.isRequired() || isMissing(property, report);
            } else {
                present += property.declared ? 1 : 0;
                holds &= ofProperty(property, schema, value, report);
            }
            if (!holds && (report == null || report.isFull())) {
                return false;
            }
        }
        return counts ? ofMapInAll(schema, map, present, report) && holds : holds;
    }

    private boolean ofMapInAll(@Nullable Schema schema, Map<?, ?> map, int present, @Nullable Report report) {
        int all = 0;
        boolean holds = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getValue() != null || !nullIsAbsent) {
                all++;
                holds &= others == null
                        || declared.contains(entry.getKey())
                        || ofOther(schema, entry.getValue(), report);
            }
        }
        return isCounted(all, present, report) && holds;
    }

    private static boolean ofProperty(
            Property property, @Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        if (report == null) {
            return property.rule.holds(schema, value, null);
        }
        String before = report.enter(property.name);
        boolean holds = property.rule.holds(schema, value, report);
        report.leave(before);
        return holds;
    }

    private boolean ofOther(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        String before = report == null ? "" : report.enterUnknown();
        boolean holds = others == null || others.holds(schema, value, report);
        if (report != null) {
            report.leave(before);
        }
        return holds;
    }

    private static boolean isMissing(Property property, @Nullable Report report) {
        if (report != null) {
            String before = report.enter(property.name);
            report.add(property.missing);
            report.leave(before);
        }
        return false;
    }

    private boolean isCounted(int all, int present, @Nullable Report report) {
        boolean holds = !noOthers || all == present || Rule.violated(report, "additionalProperties");
        holds &= all >= least || Rule.violated(report, "minProperties");
        holds &= all <= most || Rule.violated(report, "maxProperties");
        return holds;
    }
}
