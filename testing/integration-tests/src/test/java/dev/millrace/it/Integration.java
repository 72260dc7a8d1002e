package dev.millrace.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One flow of the examples as {@code config-examples/integrations} registers it: an Open Data Contract.
 *
 * @param file its name without {@code .yaml}
 * @param contract what stands in it
 */
record Integration(String file, JsonNode contract) {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Path FOLDER = ConfigExample.FOLDER.resolve("integrations");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema PROFILE = profile();
    private static final Set<String> GUARDED = Set.of("confidential", "restricted");

    /** Every registered flow. */
    static List<Integration> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(Integration::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Integration read(Path file) {
        try {
            return of(String.valueOf(file.getFileName()).replace(".yaml", ""), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Integration of(String file, String yaml) {
        Map<?, ?> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new Integration(file, JSON.valueToTree(document));
    }

    /** The flow with this id. */
    static String text(String id) {
        try {
            return Files.readString(FOLDER.resolve(id + ".yaml"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonSchema profile() {
        try (InputStream text = Objects.requireNonNull(
                Integration.class.getResourceAsStream("/odcs-profile.schema.json"), "odcs-profile.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What it is for, in a sentence. */
    String purpose() {
        return contract.path("description").path("purpose").asText();
    }

    /** The page that says what to do when it fails, from the root of the repository. */
    String runbook() {
        return custom("runbook").asText("none");
    }

    /** The names of its connectors. */
    List<String> connectors() {
        return list("connectors");
    }

    /** The topics with its data. */
    List<String> topics() {
        return children(contract.path("schema"))
                .map(topic -> topic.path("physicalName").asText())
                .toList();
    }

    /** What is wrong with it beside these examples; empty for nothing. */
    List<String> problems(List<ConfigExample> examples) {
        List<String> problems = new ArrayList<>();
        for (ValidationMessage message : PROFILE.validate(contract)) {
            problems.add("the contract: " + message.getMessage());
        }
        if (!contract.path("id").asText().equals(file)) {
            problems.add("id: is not the file's name");
        }
        if (!Files.exists(ROOT.resolve(runbook()))) {
            problems.add("runbook: " + runbook() + " is not there");
        }
        TreeSet<String> aside = new TreeSet<>();
        for (String connector : connectors()) {
            List<ConfigExample> named = examples.stream()
                    .filter(example -> example.name().equals(connector))
                    .toList();
            if (named.isEmpty()) {
                problems.add("connectors: there is no example of the name " + connector);
            }
            named.forEach(example -> {
                aside.addAll(asideTopics(example));
                unknownTopics(example).forEach(topic -> problems.add("schema: says nothing of the topic " + topic));
                unclassified(example)
                        .forEach(path -> problems.add("schema: " + example.name() + " protects " + path
                                + ", which is not classified as it should be"));
            });
        }
        if (!aside.equals(new TreeSet<>(list("setAsideTopics")))) {
            problems.add("setAsideTopics: the examples have " + aside);
        }
        return problems;
    }

    private static TreeSet<String> asideTopics(ConfigExample example) {
        TreeSet<String> topics = example.asidePlaces();
        topics.removeIf(place -> place.startsWith("/"));
        return topics;
    }

    /** Topics that the example reads or writes by name; templates are left out, for their topics have other names. */
    private Stream<String> unknownTopics(ConfigExample example) {
        return Stream.of("topic", "topics", "topic.allowed")
                .flatMap(key -> example.list(key).stream())
                .filter(topic -> !topic.contains("{") && !topics().contains(topic))
                .filter(topic -> !example.settings().containsKey("outbox.topic"));
    }

    /** Paths of {@code ProtectFields} that no confidential or restricted field stands for. */
    private List<String> unclassified(ConfigExample example) {
        Set<String> guarded = new TreeSet<>();
        children(contract.path("schema")).forEach(topic -> guarded(topic.path("properties"), "", guarded));
        return example.settings().entrySet().stream()
                .filter(setting -> setting.getValue().startsWith("dev.millrace.transforms.ProtectFields"))
                .map(setting -> setting.getKey().replaceAll("type$", "rules"))
                .flatMap(key -> paths(example.settings().getOrDefault(key, "[]")))
                .filter(path -> !guarded.contains(path))
                .toList();
    }

    private static void guarded(JsonNode properties, String parent, Set<String> found) {
        children(properties).forEach(property -> {
            String path = parent + property.path("name").asText();
            if (GUARDED.contains(property.path("classification").asText())) {
                found.add(path);
                children(property.path("transformSourceObjects")).forEach(source -> found.add(source.asText()));
            }
            guarded(property.path("properties"), path + ".", found);
        });
    }

    private static Stream<String> paths(String rules) {
        try {
            return children(JSON.readTree(rules)).map(rule -> rule.path("path").asText());
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private List<String> list(String property) {
        return children(custom(property)).map(JsonNode::asText).toList();
    }

    private JsonNode custom(String property) {
        return children(contract.path("customProperties"))
                .filter(found -> found.path("property").asText().equals(property))
                .findFirst()
                .map(found -> found.path("value"))
                .orElse(JSON.missingNode());
    }

    private static Stream<JsonNode> children(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
