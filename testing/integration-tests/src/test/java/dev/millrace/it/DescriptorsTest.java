package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The descriptors of the plugins have the form that their schema promises to programs, and each plugin has one. */
class DescriptorsTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Path REFERENCE = ROOT.resolve("docs/reference");
    private static final String SERVICES = "src/main/resources/META-INF/services";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the framework asks for its options; it never asks a config provider. */
    static Stream<String> plugins() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders
                    .filter(folder -> Stream.of(
                                    "source.SourceConnector", "sink.SinkConnector", "transforms.Transformation")
                            .anyMatch(type ->
                                    Files.exists(folder.resolve(SERVICES + "/org.apache.kafka.connect." + type))))
                    .map(folder -> folder.getFileName().toString())
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void hasTheFormThatItsSchemaPromises(String plugin) throws IOException {
        JsonNode descriptor = JSON.readTree(REFERENCE.resolve(plugin + ".json").toFile());

        assertThat(descriptor.path("plugin").asText()).isEqualTo(plugin);
        assertThat(schema().validate(descriptor)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void tellsOfEveryClassThatTheZipOffers(String plugin) throws IOException {
        JsonNode descriptor = JSON.readTree(REFERENCE.resolve(plugin + ".json").toFile());

        assertThat(descriptor.findValues("classes"))
                .flatExtracting(classes -> StreamSupport.stream(classes.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(services(ROOT.resolve(plugin)));
    }

    @Test
    void refusesWhatTheSchemaDoesNotKnow() throws IOException {
        ObjectNode descriptor = (ObjectNode)
                JSON.readTree(REFERENCE.resolve("connect-rest-sink.json").toFile());
        ((ObjectNode) descriptor.at("/components/0/options/0")).put("colour", "green");

        assertThat(schema().validate(descriptor)).hasSize(1);
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(
                        REFERENCE.resolve("descriptor.schema.json").toFile()));
    }

    private static List<String> services(Path plugin) throws IOException {
        try (Stream<Path> files = Files.list(plugin.resolve(SERVICES))) {
            return files.flatMap(DescriptorsTest::lines)
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
