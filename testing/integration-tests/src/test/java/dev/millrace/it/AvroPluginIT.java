package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The plugin folder that the build assembles of Apicurio's converter for Avro. */
class AvroPluginIT {

    private static final String SERVICES = "META-INF/services/org.apache.kafka.connect.storage.Converter";

    @Test
    void holdsExactlyTheLibrariesOfItsContentsFile() throws IOException {
        List<String> listed = Files.readAllLines(AvroPlugins.MODULE.resolve("contents.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(listed).isNotEmpty().allMatch(line -> line.matches("\\S+\\.jar \\S.*"), "a jar and its licence");
        assertThat(Folders.names(AvroPlugins.folder()))
                .as("if the change is meant, correct contents.txt, each jar with its licence")
                .isEqualTo(listed.stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList());
    }

    @Test
    void bringsNothingThatTheWorkerBrings() {
        assertThat(Folders.names(AvroPlugins.folder()))
                .isNotEmpty()
                .noneMatch(
                        jar -> jar.matches(
                                "(kafka-clients|connect-(api|json|runtime|transforms)|slf4j|log4j|reload4j|logback|j[a-z]+\\.ws)[-._].*"));
    }

    @Test
    void hasOneJackson() {
        List<String> jackson = Folders.names(AvroPlugins.folder()).stream()
                .filter(jar -> jar.startsWith("jackson-"))
                .map(jar -> jar.replaceAll("^jackson-[a-z]+-(\\d+\\.\\d+).*", "$1"))
                .toList();

        assertThat(jackson).hasSize(3);
        assertThat(jackson.stream().distinct()).hasSize(1);
    }

    @Test
    void isFoundByTheServiceLoaderThroughAJarOfOurOwn() throws IOException {
        TreeMap<String, String> services = new TreeMap<>();
        for (String name : Folders.names(AvroPlugins.folder())) {
            Path jar = AvroPlugins.folder().resolve(name);
            try (JarFile file = new JarFile(jar.toFile())) {
                JarEntry entry = file.getJarEntry(SERVICES);
                if (entry != null) {
                    services.put(
                            name,
                            new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).strip());
                }
            }
        }

        assertThat(services.values()).containsExactly(AvroPlugins.CONVERTER);
        assertThat(services.firstKey()).as("Apicurio's own has none").endsWith("-services.jar");
    }
}
