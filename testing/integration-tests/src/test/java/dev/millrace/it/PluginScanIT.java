package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.InstalledPlugins.Plugin;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.KafkaHome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built zip under the plugin scanners of every line of Connect that we support, in every mode of discovery. */
class PluginScanIT {

    static List<KafkaHome> lines() {
        List<KafkaHome> homes = new ArrayList<>(List.of(Line.OLDEST.home(), Line.CURRENT.home()));
        Pattern.compile(",")
                .splitAsStream(System.getProperty("millrace.kafka.between"))
                .map(between -> KafkaHome.of(Path.of(between)))
                .forEach(homes::add);
        return homes;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void findsEveryPluginWithItsVersionAndComplainsOfNothing(KafkaHome home, @TempDir Path folder) throws Exception {
        List<String> expected = Stream.of(PluginScan.MODES)
                .flatMap(mode -> InstalledPlugins.all().stream().map(plugin -> line(mode, plugin)))
                .toList();

        List<String> output = scan(home, folder);

        assertThat(output.stream().filter(line -> line.startsWith(PluginScan.FOUND) && line.contains(" dev.millrace.")))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(output)
                .as("the log of the scan is in what was read")
                .anyMatch(line -> line.contains("] INFO "))
                .noneMatch(line -> line.contains("] ERROR "))
                .noneMatch(line -> line.contains("] WARN ") && line.contains("millrace"));
    }

    private static String line(String mode, Plugin plugin) {
        String type = plugin.kind().equals("SourceConnector") || plugin.kind().equals("SinkConnector")
                ? plugin.kind().replace("Connector", "")
                : plugin.kind();
        return PluginScan.FOUND + mode + " " + type.toLowerCase(Locale.ROOT) + " " + plugin.type() + " "
                + plugin.version() + " " + plugin.component().toUri().toString().replace("file:///", "file:/");
    }

    private static List<String> scan(KafkaHome home, Path folder) throws Exception {
        Path log = folder.resolve("scan.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(home.loggingOptions());
        command.addAll(List.of(
                "-cp",
                program(folder) + File.pathSeparator + home.classPath(),
                PluginScan.class.getName(),
                Platform.plugins().toAbsolutePath().toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the scan ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> read(log)).isZero();
        return Files.readAllLines(log);
    }

    /** The program alone on a class path: beside it the scan would find the plugins that are part of the tests. */
    private static Path program(Path folder) throws IOException {
        String file = PluginScan.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve("classes").resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream in = PluginScan.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(Objects.requireNonNull(in), copy);
        }
        return folder.resolve("classes");
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
