package dev.millrace.ops.form;

import java.util.ArrayList;
import java.util.List;

/** What a worker takes of every connector (ConnectorConfig and its children, Kafka 4.3), as far as most need it. */
final class WorkerFields {

    private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    private WorkerFields() {}

    static FormGroup of(boolean sink) {
        List<FormField> fields = new ArrayList<>(List.of(
                field("name", "Name", "What the connector is called in the cluster.", "text", true, ""),
                field("tasks.max", "Tasks", "How many tasks there may be.", "number", false, "1"),
                field("key.converter", "Key converter", "How keys stand in Kafka: a class.", "text", false, STRINGS),
                field("value.converter", "Value converter", "How values stand in Kafka: a class.", "text", false, JSON),
                choice(
                        "value.converter.schemas.enable",
                        "Schemas in values",
                        "Whether the JSON converter writes and reads a schema with each value.",
                        List.of("true", "false"),
                        "false")));
        fields.addAll(sink ? ofSinks() : ofSources());
        return new FormGroup("Connector", fields);
    }

    private static List<FormField> ofSinks() {
        return List.of(
                field("topics", "Topics", "What is read, separated by commas.", "text", true, ""),
                choice(
                        "errors.tolerance",
                        "Errors",
                        "Whether a record that fails stops the task (none), or goes to the dead letters (all).",
                        List.of("none", "all"),
                        "all"),
                field(
                        "errors.deadletterqueue.topic.name",
                        "Dead letters",
                        "The topic for records that can't be delivered.",
                        "text",
                        false,
                        ""),
                field(
                        "errors.deadletterqueue.topic.replication.factor",
                        "Replicas of the dead letters",
                        "How many brokers keep that topic, where it must be created.",
                        "number",
                        false,
                        "3"),
                choice(
                        "errors.deadletterqueue.context.headers.enable",
                        "Reasons of dead letters",
                        "Whether dead letters tell why and where from in their headers; a replay needs it.",
                        List.of("true", "false"),
                        "true"));
    }

    private static List<FormField> ofSources() {
        return List.of(
                field(
                        "topic.creation.default.partitions",
                        "Partitions of new topics",
                        "Of topics that must be created.",
                        "number",
                        false,
                        "1"),
                field(
                        "topic.creation.default.replication.factor",
                        "Replicas of new topics",
                        "How many brokers keep them; -1 for the broker's own number.",
                        "number",
                        false,
                        "-1"));
    }

    private static FormField field(
            String name, String title, String documentation, String control, boolean required, String suggestion) {
        return new FormField(name, title, documentation, control, List.of(), "", required, "high", "", suggestion);
    }

    private static FormField choice(
            String name, String title, String documentation, List<String> values, String suggestion) {
        return new FormField(name, title, documentation, "choice", values, "", false, "high", "", suggestion);
    }
}
