package dev.millrace.http.request;

import dev.millrace.kit.OptionGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent 1.0.2 by its HTTP binding: attributes in headers and the value as the body (binary), or all of it in one JSON
 * document (structured).
 *
 * @param attributes the templates of id, source, type, subject, time and the extensions that are given, by name
 * @param place what holds the data
 * @param dataType the datacontenttype
 */
record CloudEventsSettings(Form form, Map<String, String> attributes, String extensions, String place, String dataType)
        implements BodySettings {

    static final String FORM = "http.cloudevents.mode";
    static final String ID = "http.cloudevents.id";
    static final String SOURCE = "http.cloudevents.source";
    static final String EVENT_TYPE = "http.cloudevents.type";
    static final String SUBJECT = "http.cloudevents.subject";
    static final String TIME = "http.cloudevents.time";
    static final String EXTENSIONS = "http.cloudevents.extensions";
    static final String DATA_TYPE = "http.cloudevents.data.content.type";

    private static final Set<String> REQUIRED = Set.of("id", "source", "type");
    private static final Set<String> RESERVED =
            Set.of("id", "source", "type", "subject", "time", "specversion", "datacontenttype", "data", "data_base64");

    /** CloudEvents 1.0.2 section 3.1: names of attributes. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,40}");

    /** The content modes of the HTTP binding. */
    enum Form {
        BINARY,
        STRUCTURED
    }

    CloudEventsSettings {
        attributes = Map.copyOf(attributes);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "CloudEvents")
                .choice(
                        FORM,
                        Form.BINARY,
                        "Where the attributes of an event stand: binary puts them into headers, structured into one JSON"
                                + " document with the data. Choose structured for batches and for receivers that want one"
                                + " document.")
                .text(
                        ID,
                        "{topic}-{partition}-{offset}",
                        "The id of an event, which must be the same whenever it is sent again. Change it when the record holds"
                                + " an id of its own, such as {value.id}.")
                .text(
                        SOURCE,
                        "/{topic}",
                        "The source of an event, a URI reference. Set it to what the receiver knows this flow by; source and"
                                + " id together tell one event from all others.")
                .text(
                        EVENT_TYPE,
                        null,
                        "The type of an event, such as com.example.order.created, or {value.type}. Set it with"
                                + " http.body=cloudevents.")
                .text(SUBJECT, null, "The subject of an event. Set it, such as to {key}, when receivers filter by it.")
                .text(
                        TIME,
                        null,
                        "The time of an event: text of RFC 3339, or milliseconds since 1970, which are rewritten. Set it to"
                                + " {timestamp} or to a field of the value.")
                .text(
                        EXTENSIONS,
                        null,
                        "Further attributes, each as name={place}, one on each line or separated by commas; names are lower"
                                + " case letters and digits. Set it for extensions such as partitionkey={key}.")
                .text(
                        DATA_TYPE,
                        "application/json",
                        "The datacontenttype of an event. Change it when the values are text or bytes in another format.");
    }

    static CloudEventsSettings from(AbstractConfig config) {
        Map<String, String> attributes = new LinkedHashMap<>();
        put(attributes, "id", config.getString(ID));
        put(attributes, "source", config.getString(SOURCE));
        put(attributes, "type", config.getString(EVENT_TYPE));
        put(attributes, "subject", config.getString(SUBJECT));
        put(attributes, "time", config.getString(TIME));
        return new CloudEventsSettings(
                OptionGroup.choiceOf(Form.class, config.getString(FORM)),
                attributes,
                BodySettings.textOf(config, EXTENSIONS),
                config.getString(PLACE),
                config.getString(DATA_TYPE));
    }

    boolean isStructured() {
        return form == Form.STRUCTURED;
    }

    @Override
    public BodyMode mode() {
        return BodyMode.CLOUDEVENTS;
    }

    @Override
    public <T> BodyPlan<T> plan(Binding<T> binding, Optional<String> given) {
        CloudEvents<T> events = new CloudEvents<>(binding, dataType);
        Map<String, String> all = all();
        return switch (form) {
            case BINARY -> {
                List<HeaderTemplate<T>> headers = new ArrayList<>(List.of(events.header("specversion", "1.0")));
                all.forEach((name, template) -> headers.add(header(events, name, template)));
                yield BodyPlan.of(
                        new ValueBody<>(place, binding.places(), BodyMode.JSON), headers, dataType, Framing.NONE);
            }
            case STRUCTURED -> {
                List<JsonPiece<T>> members = new ArrayList<>(List.of(events.member("specversion", "1.0")));
                all.forEach((name, template) -> members.add(member(events, name, template)));
                members.add(events.member(
                        "datacontenttype", dataType.replace("{", "{{").replace("}", "}}")));
                members.add(events.data(place));
                yield BodyPlan.of(
                        new TextBody<>(new JsonPiece.Group<>('{', members, '}')),
                        "application/cloudevents+json; charset=UTF-8");
            }
        };
    }

    @Override
    public void validate(Binding<?> binding, Optional<String> given, Checks checks) {
        CloudEvents<?> events = new CloudEvents<>(binding, dataType);
        check(checks, events, ID, "id");
        check(checks, events, SOURCE, "source");
        check(checks, events, EVENT_TYPE, "type");
        check(checks, events, SUBJECT, "subject");
        check(checks, events, TIME, "time");
        checks.on(PLACE, () -> events.data(place));
        checks.on(EXTENSIONS, () -> {
            Map<String, String> found = parsedExtensions();
            found.forEach((name, template) -> events.header(name, template));
            return found;
        });
        if (dataType.isBlank() || !dataType.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            checks.problems().report(DATA_TYPE, "is no media type: write it as type/subtype");
        }
    }

    private void check(Checks checks, CloudEvents<?> events, String key, String name) {
        String template = attributes.getOrDefault(name, "");
        if (REQUIRED.contains(name)) {
            checks.on(key, template, "http.body=cloudevents", () -> events.header(name, template));
        } else {
            checks.on(key, () -> events.header(name, template));
        }
    }

    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : List.of("id", "source", "type", "subject", "time")) {
            put(all, name, attributes.get(name));
        }
        all.putAll(parsedExtensions());
        return all;
    }

    private Map<String, String> parsedExtensions() {
        Map<String, String> found = new LinkedHashMap<>();
        for (Entries.Named named : Entries.named(extensions)) {
            if (!NAME.matcher(named.name()).matches() || RESERVED.contains(named.name())) {
                throw new IllegalArgumentException(
                        "has an extension with a name that is none: use lower case letters and"
                                + " digits, and no name of an attribute");
            }
            found.put(named.name(), named.value());
        }
        return found;
    }

    private static <T> HeaderTemplate<T> header(CloudEvents<T> events, String name, String template) {
        return REQUIRED.contains(name) ? events.strict().header(name, template) : events.header(name, template);
    }

    private static <T> JsonPiece<T> member(CloudEvents<T> events, String name, String template) {
        return REQUIRED.contains(name) ? events.strict().member(name, template) : events.member(name, template);
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String template) {
        if (template != null && !template.isBlank()) {
            attributes.put(name, template.strip());
        }
    }
}
