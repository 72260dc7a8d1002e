package dev.millrace.ops.form;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.ops.cluster.BundledDefinitions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The form of one connector.
 *
 * @param type its class
 * @param name the class without its package
 */
record ConnectorForm(String type, String name, boolean sink, List<FormGroup> groups) {

    ConnectorForm {
        groups = List.copyOf(groups);
    }

    /** Those of every connector of the suite. */
    static List<ConnectorForm> all() {
        return BundledDefinitions.ALL.connectors().stream()
                .map(ConnectorForm::of)
                .toList();
    }

    static Optional<ConnectorForm> of(String type) {
        return all().stream().filter(form -> form.type().equals(type)).findFirst();
    }

    private static ConnectorForm of(JsonNode component) {
        boolean sink = component.path("kind").asText().startsWith("sink");
        Map<String, List<FormField>> fields = new LinkedHashMap<>();
        for (JsonNode option : component.path("options")) {
            fields.computeIfAbsent(option.path("group").asText("Others"), title -> new ArrayList<>())
                    .add(FormField.of(option));
        }
        List<FormGroup> groups = new ArrayList<>(List.of(WorkerFields.of(sink)));
        fields.forEach((title, ofGroup) -> groups.add(new FormGroup(title, ofGroup)));
        return new ConnectorForm(
                component.path("classes").path(0).asText(),
                component.path("name").asText(),
                sink,
                groups);
    }

    Stream<FormField> fields() {
        return groups.stream().flatMap(group -> group.fields().stream());
    }

    /** How many options there are. */
    public long size() {
        return fields().count();
    }
}
