package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Zips unpacked into a plugin path, as a user would, found through their service files alone. */
class LoadingIT {

    @ParameterizedTest
    @EnumSource(Line.class)
    void findsEveryConnectorWithItsVersion(Line line) {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);

        JsonNode plugins = worker.rest().plugins();

        assertThat(version(plugins, "dev.millrace.sftp.SftpSourceConnector")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(version(plugins, "dev.millrace.rest.RestSinkConnector")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(version(plugins, WebhookFlow.TYPE)).matches("\\d+\\.\\d+\\.\\d+.*");
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

    private static String version(JsonNode plugins, String type) {
        return StreamSupport.stream(plugins.spliterator(), false)
                .filter(plugin -> plugin.path("class").asText().equals(type))
                .map(plugin -> plugin.path("version").asText())
                .findFirst()
                .orElse("not found");
    }
}
