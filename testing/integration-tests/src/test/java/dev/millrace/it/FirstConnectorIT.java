package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.quickstart.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new user who types what the first guide says, on a downloaded Kafka, has a running flow. */
class FirstConnectorIT {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Path GUIDE = ROOT.resolve("docs/guides/first-connector.md");
    private static final int LIMIT_MINUTES = 8;

    private final Path folder;

    FirstConnectorIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void needsTheProgramsOfTheGuide() {
        for (String program : List.of("bash", "curl", "unzip")) {
            assumeTrue(installed(program), "the guide needs " + program + ", which is not installed");
        }
    }

    @Test
    void whatTheGuideSaysIsTypedAndWorks() throws IOException, InterruptedException {
        Path kafka = folder.resolve("kafka");
        DownloadedKafka.layOut(
                kafka, Platform.Line.CURRENT.home(), Path.of(System.getProperty("millrace.kafka.tools")));
        List<Integer> ports = FreePorts.take(3);
        GuideScript guide = GuideScript.of(GUIDE);
        Map<String, String> values = Map.of(
                "KAFKA_HOME", kafka.toString(),
                "PLUGIN_ZIP", pluginZip().toString(),
                "FIRST", folder.resolve("first").toString(),
                "KAFKA_PORT", ports.get(0).toString(),
                "CONTROLLER_PORT", ports.get(1).toString(),
                "CONNECT_PORT", ports.get(2).toString());

        List<String> printed = GuideScript.outputs(run(guide.with(values)));

        assertThat(guide.variables()).containsExactlyInAnyOrderElementsOf(values.keySet());
        assertThat(guide.steps()).hasSizeGreaterThan(8);
        assertThat(guide.steps()).filteredOn(step -> !step.printed().isEmpty()).hasSizeGreaterThan(3);
        assertThat(printed)
                .as("steps of the guide that succeeded, and nothing behind them")
                .hasSize(guide.steps().size() + 1);
        for (int number = 0; number < guide.steps().size(); number++) {
            GuideScript.Step step = guide.steps().get(number);
            String output = printed.get(number);
            assertThat(step.printed())
                    .as("what this prints:%n%s%nIt printed:%n%s", step.commands(), output)
                    .allMatch(output::contains);
        }
    }

    private String run(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("guide.sh"), script);
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process bash = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = false;
        try {
            ended = bash.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        } finally {
            List<ProcessHandle> left = bash.descendants().toList();
            bash.destroyForcibly();
            left.forEach(ProcessHandle::destroyForcibly);
        }
        String printed = Files.readString(output);
        assertThat(ended && bash.exitValue() == 0)
                .as(() -> "the commands of the guide succeed; printed:\n" + printed + "\nerrors:\n" + read(errors)
                        + "\nend of the worker's log:\n" + end(read(folder.resolve("first/worker.log")))
                        + "\nend of the broker's log:\n" + end(read(folder.resolve("first/kafka.log"))))
                .isTrue();
        return printed;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static String end(String log) {
        return log.substring(Math.max(0, log.length() - 2_000));
    }

    private static Path pluginZip() throws IOException {
        try (Stream<Path> built = Files.list(ROOT.resolve("connect-sftp-source/target"))) {
            return built.filter(path -> path.getFileName().toString().matches("millrace-connect-sftp-source-.*\\.zip"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no zip: build it with 'mvn package'"));
        }
    }

    private static boolean installed(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
