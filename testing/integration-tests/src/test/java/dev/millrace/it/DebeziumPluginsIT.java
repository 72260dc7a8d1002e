package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin folders that the build assembles of Debezium's connectors. */
class DebeziumPluginsIT {

    private static final int CLASS_FILE = 0xCAFEBABE;
    private static final int JAVA_17 = 61;

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mysql", "jdbc"})
    void holdExactlyTheLibrariesOfTheirContentsFile(String module) throws IOException {
        List<String> listed = Files.readAllLines(
                        DebeziumPlugins.ROOT.resolve(module).resolve("contents.txt"))
                .stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(listed).isNotEmpty().allMatch(line -> line.matches("\\S+\\.jar \\S.*"), "a jar and its licence");
        assertThat(Folders.names(folder(module)))
                .as("if the change is meant, correct contents.txt, each jar with its licence")
                .isEqualTo(listed.stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mysql", "jdbc"})
    void bringNothingThatTheWorkerBrings(String module) {
        assertThat(Folders.names(folder(module)))
                .isNotEmpty()
                .noneMatch(
                        jar -> jar.matches(
                                "(kafka-clients|connect-(api|json|runtime|transforms)|slf4j|log4j|reload4j|logback|jakarta\\.ws)[-._].*"));
    }

    @Test
    void captureWithOneVersionOfDebezium() {
        assertThat(debezium("postgres"))
                .containsOnlyOnce(debezium("mysql").get(0))
                .hasSize(1);
        assertThat(debezium("mysql")).hasSize(1);
        assertThat(debezium("jdbc")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, source.SourceConnector, io.debezium.connector.postgresql.PostgresConnector",
        "mysql, source.SourceConnector, io.debezium.connector.mysql.MySqlConnector",
        "jdbc, sink.SinkConnector, io.debezium.connector.jdbc.JdbcSinkConnector"
    })
    void areFoundByTheServiceLoader(String module, String kind, String connector) throws IOException {
        Map<String, String> services = new TreeMap<>();
        for (Path jar : jars(module)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                JarEntry entry = file.getJarEntry("META-INF/services/org.apache.kafka.connect." + kind);
                if (entry != null) {
                    services.put(
                            jar.getFileName().toString(),
                            new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).strip());
                }
            }
        }

        assertThat(services.values()).containsExactly(connector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mysql", "jdbc"})
    void runOnJava17(String module) throws IOException {
        for (Path jar : jars(module)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : file.stream()
                        .filter(each -> each.getName().endsWith(".class"))
                        .filter(each -> !each.getName().startsWith("META-INF/versions/"))
                        .toList()) {
                    try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
                        assertThat(in.readInt()).isEqualTo(CLASS_FILE);
                        assertThat(in.readInt() & 0xFFFF)
                                .as("%s in %s", entry.getName(), jar.getFileName())
                                .isLessThanOrEqualTo(JAVA_17);
                    }
                }
            }
        }
    }

    private static List<String> debezium(String module) {
        return Folders.names(folder(module)).stream()
                .filter(jar -> jar.startsWith("debezium-"))
                .map(jar -> jar.replaceAll("^[a-z-]+-|\\.jar$", ""))
                .distinct()
                .toList();
    }

    private static List<Path> jars(String module) {
        return Folders.names(folder(module)).stream()
                .map(jar -> folder(module).resolve(jar))
                .toList();
    }

    private static Path folder(String module) {
        return DebeziumPlugins.ROOT.resolve(module).resolve("target/plugins/debezium-" + module);
    }
}
