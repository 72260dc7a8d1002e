package dev.millrace.ops.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form as its page shows it.
 *
 * @param others what is wrong with keys that are no fields, by key
 * @param json the configuration, without plain secrets
 * @param wrong how many keys something is wrong with
 */
record FormPage(
        ConnectorForm form, List<Group> groups, String more, Map<String, List<String>> others, String json, int wrong) {

    /**
     * Fields that belong together.
     *
     * @param set how many say something
     */
    record Group(String title, List<Item> fields, boolean open, long set) {}

    /** A field with what stands in it and what is wrong with that. */
    record Item(FormField field, String value, List<String> problems) {

        /** Whether the value is none of those to choose from, such as a reference to a config provider. */
        public boolean isOther() {
            return !value.isBlank() && !field.values().contains(value);
        }
    }

    /** Of values without plain secrets. */
    static FormPage of(FormValues values, Map<String, List<String>> problems) {
        List<Group> groups = new ArrayList<>();
        for (FormGroup group : values.form().groups()) {
            groups.add(group(group, values, problems, groups.isEmpty()));
        }
        List<FormField> texts = values.texts();
        if (!texts.isEmpty()) {
            groups.add(group(new FormGroup("Texts of transforms and others", texts), values, problems, true));
        }
        Set<String> fields = Stream.concat(values.form().fields(), texts.stream())
                .map(FormField::name)
                .collect(Collectors.toSet());
        Map<String, List<String>> others = new TreeMap<>(problems);
        others.keySet().removeAll(fields);
        return new FormPage(values.form(), groups, values.more(), others, values.json(), problems.size());
    }

    private static Group group(FormGroup group, FormValues values, Map<String, List<String>> problems, boolean first) {
        List<Item> items = group.fields().stream()
                .map(field -> new Item(
                        field,
                        values.settings().getOrDefault(field.name(), ""),
                        problems.getOrDefault(field.name(), List.of())))
                .toList();
        boolean open = first
                || items.stream()
                        .anyMatch(item -> item.field().required()
                                || !item.value().isEmpty()
                                || !item.problems().isEmpty());
        return new Group(
                group.title(),
                items,
                open,
                items.stream().filter(item -> !item.value().isEmpty()).count());
    }
}
