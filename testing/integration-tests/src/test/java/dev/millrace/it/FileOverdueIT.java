package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

/** A file that is expected by a time of the day: what a console knows of it by a source's audit topic, over a restart too. */
class FileOverdueIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient browser = HttpClient.newHttpClient();

    @Test
    void firesUntilSuchAFileIsFinished() throws IOException {
        Path folder = Platform.folder();
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        try (SftpFlow flow = SftpFlow.simulated().audited().on(worker)) {
            flow.drop("others.csv", SftpFlow.rows(3));
            flow.awaitArchived("others.csv");
            Path rules = Files.writeString(folder.resolve("alerts.yaml"), rules(flow.name()));
            Path state = folder.resolve("alerts.json");

            try (ConsoleProcess console = console(worker, rules, state)) {
                Eventually.holds("it is told that none came", PATIENCE, () -> fires(console));
                assertThat(page(console, "/alerts")).contains("No file orders-*.csv was finished by ");
                flow.drop("orders-1.csv", SftpFlow.rows(3));
                Eventually.holds("one came", PATIENCE, () -> !fires(console));
            }

            assertThat(Files.readString(state)).contains(flow.name());
            try (ConsoleProcess another = console(worker, rules, folder.resolve("new.json"))) {
                Eventually.holds("it has read the events", PATIENCE, () -> {
                    String page = page(another, "/alerts");
                    return page.contains("the rules were judged") && !page.contains("or was not yet");
                });
                assertThat(fires(another)).isFalse();
            }
        }
    }

    /** Two minutes ago, where it is noon now: so that the day does not change meanwhile. */
    private static String rules(String connector) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        ZoneOffset zone = ZoneOffset.ofHours(12 - now.getHour());
        String by = DateTimeFormatter.ofPattern("HH:mm")
                .format(now.withOffsetSameInstant(zone).minusMinutes(2));
        return """
                channels:
                  - {name: log, kind: log}
                rules:
                  - {name: orders-by-noon, kind: file-overdue, connectors: "%s", files: "orders-*.csv", expected-by: "%s", zone: "%s"}
                """.formatted(connector, by, zone.getTotalSeconds() == 0 ? "UTC" : zone.getId());
    }

    private static ConsoleProcess console(WorkerProcess worker, Path rules, Path state) {
        return ConsoleProcess.start(
                "--interval-ms",
                "1000",
                "--connect-url",
                worker.rest().base().toString(),
                "--alerts",
                rules.toString(),
                "--alerts-state",
                state.toString());
    }

    private boolean fires(ConsoleProcess console) {
        return page(console, "/alerts").contains("<b>1</b> firing");
    }

    private String page(ConsoleProcess console, String path) {
        try {
            return browser.send(
                            HttpRequest.newBuilder(URI.create(console.url() + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", told);
        }
    }
}
