package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;

/**
 * What the zip of every plugin must hold: the Confluent Hub component archive (its specification, "Component archive"),
 * exactly the libraries of {@code contents.txt}, and a connector that {@code plugin.discovery=service_load} finds
 * (KIP-898).
 *
 * <p>Runs after the packaging, as an {@code *IT} of the plugin's module.
 */
public abstract class ComponentArchiveContract {
    private static final Pattern JAR_AND_LICENCE = Pattern.compile("(\\S+\\.jar) (\\S.*)");

    private final ComponentArchive archive = ComponentArchive.built();
    private final Class<? extends Connector> kind;
    private final String connector;

    /**
     * The contract of a plugin with one connector.
     *
     * @param kind {@code SourceConnector} or {@code SinkConnector}: the interface of the service loader
     * @param connector the name of the connector's class
     */
    protected ComponentArchiveContract(Class<? extends Connector> kind, String connector) {
        this.kind = kind;
        this.connector = connector;
    }

    @Test
    void standsInOneFolderWithTheLayoutOfAComponentArchive() {
        assertThat(archive.entries().keySet())
                .allSatisfy(path -> assertThat(path).startsWith(archive.name() + "/"));
        assertThat(archive.entries().keySet())
                .extracting(path -> path.substring(archive.name().length() + 1))
                .contains("manifest.json", "doc/README.md", "doc/LICENSE", "doc/contents.txt", "assets/millrace.png")
                .anyMatch(path -> path.matches("etc/.+\\.json"))
                .allMatch(path -> path.matches("manifest\\.json|(lib|doc|etc|assets)/.+"));
    }

    @Test
    void saysInTheManifestWhatTheHubRequires() {
        String manifest = archive.text("manifest.json");

        assertThat("millrace-" + field("name") + "-" + field("version")).isEqualTo(archive.name());
        assertThat(manifest)
                .contains("\"username\": \"millrace\"")
                .containsPattern("\"component_types\": \\[\"(source|sink)\"\\]")
                .containsPattern("\"release_date\": \"\\d{4}-\\d{2}-\\d{2}\"")
                .containsPattern("\"description\": \"[^\"]{20,}\"")
                .as("every placeholder is filled")
                .doesNotContain("${");
    }

    @Test
    void holdsExactlyTheLibrariesOfItsContentsFile() throws IOException {
        List<String> listed = contents().map(line -> line.group(1)).toList();

        assertThat(archive.jars())
                .as(
                        "the jars in lib/ are not those of contents.txt: if the change is meant, correct the file (%s is"
                                + " this build's version), each jar with its licence",
                        field("version"))
                .isEqualTo(listed);
    }

    @Test
    void bringsNothingThatTheWorkerBrings() {
        assertThat(archive.jars())
                .isNotEmpty()
                .noneMatch(
                        jar -> jar.matches(
                                "(kafka|connect-(api|json|runtime|transforms)|slf4j|log4j|reload4j|logback|scala|jakarta|javax)[-._].*"));
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(archive.inJars("META-INF/services/" + kind.getName()))
                .singleElement()
                .satisfies(services -> assertThat(services.strip()).isEqualTo(connector));
        assertThat(archive.inJars(connector.replace('.', '/') + ".class")).hasSize(1);
    }

    private Stream<Matcher> contents() throws IOException {
        return Files.readAllLines(Path.of("contents.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replace("${version}", field("version")))
                .map(JAR_AND_LICENCE::matcher)
                .peek(line -> assertThat(line.matches())
                        .as("a jar, a blank and its licence")
                        .isTrue());
    }

    private String field(String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\": \"([^\"]+)\"").matcher(archive.text("manifest.json"));
        assertThat(matcher.find()).as("the manifest has a field " + name).isTrue();
        return matcher.group(1);
    }
}
