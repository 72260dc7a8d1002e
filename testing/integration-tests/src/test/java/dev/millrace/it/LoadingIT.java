package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Zips unpacked into a plugin path, as a user would, found through their service files alone. */
class LoadingIT {

    /** The list is written by hand, for a service file that loses a line takes it from the other tests' lists too. */
    @Test
    void bringsThePluginsThatWeMeanToShip() {
        assertThat(InstalledPlugins.all())
                .extracting(plugin -> plugin.kind() + " " + plugin.type())
                .containsExactlyInAnyOrderElementsOf(InstalledPlugins.writtenDown());
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void listsEveryPluginWithItsVersion(Line line) {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);

        JsonNode plugins = worker.rest().plugins();

        assertThat(StreamSupport.stream(plugins.spliterator(), false)
                        .map(plugin -> plugin.path("class").asText() + " "
                                + plugin.path("version").asText())
                        .filter(plugin -> plugin.startsWith("dev.millrace.")))
                .containsAll(InstalledPlugins.all().stream()
                        // Connect's REST API never lists config providers.
                        .filter(plugin -> !plugin.kind().equals("ConfigProvider"))
                        .map(plugin -> plugin.type() + " " + plugin.version())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void loadsThePluginsWithoutAnErrorInTheLog(Line line) throws IOException {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);

        assertThat(Files.readAllLines(worker.log()))
                .as("the log shows that plugins were loaded")
                .anyMatch(entry -> entry.contains("dev.millrace.sftp.SftpSourceConnector"))
                .noneMatch(entry -> entry.contains("ERROR") && entry.contains("isolation"));
    }
}
