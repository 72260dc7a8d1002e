package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code PUT /connector-plugins/.../config/validate} answers. */
class ValidateIT {

    private final SftpFlow flow = SftpFlow.simulated();

    @AfterEach
    void stop() {
        flow.close();
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void findsNothingWrongWithAConfigurationThatWorks(Line line) {
        assertThat(errors(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sftp.host, sftp://partner, sftp.host",
        "sftp.host, no-such-host.invalid, sftp.host",
        "sftp.password, wrong, sftp.password",
        "format, parquet, format",
        "archive.folder, /missing, archive.folder",
        "input.folders, /missing, input.folders",
        "input.folders, relative, input.folders",
        "after.read, delete, archive.folder",
        "malformed.mode, quarantine, malformed.topic",
        "sftp.host.key.check, insecure, sftp.host.key.check",
        "errors.tolerance, all, errors.tolerance"
    })
    void namesTheWrongKey(String key, String value, String named) {
        flow.with(Map.of(key, value));

        assertThat(errors(Line.CURRENT)).containsOnlyKeys(named);
    }

    @Test
    void namesTheMissingCredentials() {
        flow.without("sftp.password");

        assertThat(errors(Line.CURRENT)).containsOnlyKeys("sftp.password");
    }

    @Test
    void namesAnArchiveFolderThatMayNotBeWritten() {
        flow.server().denyPath("/archive");

        assertThat(errors(Line.CURRENT)).containsOnlyKeys("archive.folder");
    }

    @Test
    void letsAPartnersOutageBlockNoChange() throws Exception {
        flow.server().stopListening();

        assertThat(errors(Line.CURRENT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void findsNothingWrongWithAWebhookConfigurationThatWorks(Line line) {
        assertThat(errors(line, WebhookFlow.TYPE, new WebhookFlow().sharing(2).json()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "webhook.path, hooks, webhook.path",
        "webhook.verify, somehow, webhook.verify",
        "listener.port, 70000, listener.port",
        "dedup.store, topic, dedup.topic|dedup.topic.bootstrap.servers",
        "tasks.max, 2, dedup.store",
        "dedup.key, none, dedup.key",
        "errors.tolerance, all, errors.tolerance",
        "transaction.boundary, interval, transaction.boundary"
    })
    void namesTheWrongKeyOfAWebhookConfiguration(String key, String value, String named) {
        WebhookFlow wrong =
                new WebhookFlow().with(Map.of("dedup.store", "offsets")).with(Map.of(key, value));

        assertThat(errors(Line.CURRENT, WebhookFlow.TYPE, wrong.json())).containsOnlyKeys(named.split("\\|"));
    }

    private Map<String, String> errors(Line line) {
        Map<String, String> errors = errors(line, "dev.millrace.sftp.SftpSourceConnector", flow.json());
        assertThat(errors.values())
                .noneMatch(error -> error.contains(flow.server().password()));
        return errors;
    }

    private static Map<String, String> errors(Line line, String type, String configuration) {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        JsonNode answer = worker.rest().validate(type, configuration);
        Map<String, String> errors = new TreeMap<>();
        answer.path("configs")
                .forEach(config -> config.path("value")
                        .path("errors")
                        .forEach(error ->
                                errors.put(config.path("value").path("name").asText(), error.asText())));
        return errors;
    }
}
