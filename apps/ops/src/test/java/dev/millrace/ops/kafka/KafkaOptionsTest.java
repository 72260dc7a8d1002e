package dev.millrace.ops.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KafkaOptionsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void takesTheCommandLineBeforeTheEnvironmentAndBothBeforeTheFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("client.properties"), "bootstrap.servers=file:1\nsecurity.protocol=SASL_SSL\n");
        Map<String, String> environment = Map.of(KafkaOptions.BOOTSTRAP_VARIABLE, "environment:1");

        KafkaOptions all = parsed("--bootstrap-server=line:1", "--kafka-config=" + file);
        KafkaOptions fileOnly = parsed("--kafka-config=" + file);

        assertThat(all.client(environment))
                .containsOnly(Map.entry("bootstrap.servers", "line:1"), Map.entry("security.protocol", "SASL_SSL"));
        assertThat(fileOnly.client(environment)).containsEntry("bootstrap.servers", "environment:1");
        assertThat(fileOnly.client(Map.of())).containsEntry("bootstrap.servers", "file:1");
        assertThat(parsed().client(Map.of(KafkaOptions.CONFIG_VARIABLE, file.toString())))
                .containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void saysWhereAServerCanBeNamed() {
        assertThatThrownBy(() -> parsed().client(Map.of()))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContainingAll("--bootstrap-server", KafkaOptions.BOOTSTRAP_VARIABLE, "--kafka-config");
    }

    @Test
    void namesAFileThatCannotBeRead() {
        KafkaOptions options = parsed("--kafka-config=" + folder.resolve("missing.properties"));

        assertThatThrownBy(() -> options.client(Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("missing.properties");
    }

    private static KafkaOptions parsed(String... arguments) {
        KafkaOptions options = new KafkaOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("kafka", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(arguments);
        return options;
    }
}
