package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The resources of kubernetes/: of the form that Strimzi declares, and with the configurations of config-examples/. */
class KubernetesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+):(\\w*)");

    @ParameterizedTest
    @ValueSource(strings = {"KafkaConnect", "KafkaConnector"})
    void haveTheFormThatStrimziDeclares(String kind) {
        JsonSchema schema = schema(kind);

        List<JsonNode> resources = resources(kind);

        assertThat(resources).isNotEmpty();
        assertThat(resources)
                .allSatisfy(resource -> assertThat(schema.validate(resource))
                        .extracting(ValidationMessage::getMessage)
                        .as("%s %s", kind, name(resource))
                        .isEmpty());
    }

    @Test
    void wouldBeFoundOutWithAMisspeltMember() throws IOException {
        JsonNode misspelt = JSON.readTree("""
                {"apiVersion": "kafka.strimzi.io/v1", "kind": "KafkaConnector", "metadata": {"name": "a"},
                 "spec": {"class": "A", "taskMax": 1, "config": {"tasks.max": "1"}}}""");

        Set<ValidationMessage> found = schema("KafkaConnector").validate(misspelt);

        assertThat(found).hasSize(2);
    }

    @Test
    void configureEachConnectorAsItsExampleDoes() throws IOException {
        Map<String, Map<String, String>> examples = examples();

        List<JsonNode> connectors = resources("KafkaConnector");

        assertThat(connectors).hasSizeGreaterThanOrEqualTo(3);
        for (JsonNode connector : connectors) {
            Map<String, String> configured = texts(connector.at("/spec/config"));
            configured.put("name", name(connector));
            configured.put("connector.class", connector.at("/spec/class").asText());
            configured.put("tasks.max", connector.at("/spec/tasksMax").asText());
            assertThat(configured)
                    .as("the example with the name %s", name(connector))
                    .isEqualTo(examples.get(name(connector)));
        }
    }

    @Test
    void giveTheWorkersEveryPluginProviderAndVariableThatTheConnectorsNeed() throws IOException {
        JsonNode cluster = resources("KafkaConnect").get(0);
        Set<String> variables = new HashSet<>();
        cluster.at("/spec/template/connectContainer/env")
                .forEach(variable -> variables.add(variable.path("name").asText()));
        Map<String, String> worker = texts(cluster.at("/spec/config"));
        Pattern allowed =
                Pattern.compile(Objects.requireNonNull(worker.get("config.providers.env.param.allowlist.pattern")));
        List<String> plugins = StreamSupport.stream(
                        cluster.at("/spec/build/plugins").spliterator(), false)
                .map(plugin -> plugin.path("name").asText())
                .toList();

        List<String> providers =
                List.of(Objects.requireNonNull(worker.get("config.providers")).split(",", -1));
        for (JsonNode connector : resources("KafkaConnector")) {
            assertThat(connector.at("/metadata/labels/strimzi.io~1cluster").asText())
                    .isEqualTo(name(cluster));
            for (MatchResult placeholder :
                    PLACEHOLDER.matcher(connector.toString()).results().toList()) {
                assertThat(providers).contains(placeholder.group(1));
                assertThat(worker).containsKey("config.providers." + placeholder.group(1) + ".class");
                if (placeholder.group(1).equals("env")) {
                    assertThat(variables).contains(placeholder.group(2));
                    assertThat(placeholder.group(2)).matches(allowed);
                }
            }
        }
        assertThat(plugins)
                .filteredOn(plugin -> plugin.startsWith("millrace-"))
                .isNotEmpty()
                .allSatisfy(plugin -> assertThat(ROOT.resolve(plugin.substring("millrace-".length())))
                        .as("the module of %s", plugin)
                        .isDirectory());
    }

    private static Map<String, Map<String, String>> examples() throws IOException {
        Map<String, Map<String, String>> examples = new TreeMap<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("config-examples"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                Map<String, String> example = texts(JSON.readTree(file.toFile()));
                examples.put(Objects.requireNonNull(example.get("name")), example);
            }
        }
        return examples;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.fieldNames()
                .forEachRemaining(name -> texts.put(name, object.path(name).asText()));
        return texts;
    }

    private static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }

    private static JsonSchema schema(String kind) {
        try (InputStream in = Objects.requireNonNull(
                KubernetesTest.class.getResourceAsStream("/kubernetes/" + kind + ".schema.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(JSON.readTree(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<JsonNode> resources(String kind) {
        List<JsonNode> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("kubernetes"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                for (Object document :
                        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(Files.readString(file))) {
                    JsonNode resource = JSON.valueToTree(document);
                    if (resource.path("kind").asText().equals(kind)) {
                        found.add(resource);
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }
}
