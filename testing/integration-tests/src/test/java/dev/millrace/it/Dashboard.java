package dev.millrace.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The dashboard of docs/monitoring. */
final class Dashboard {

    private static final Path FILE =
            Path.of(System.getProperty("millrace.root"), "docs/monitoring/grafana-dashboard.json");

    private Dashboard() {}

    static JsonNode read() {
        try {
            return new ObjectMapper().readTree(FILE.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What its panels ask Prometheus. */
    static List<String> expressions() {
        return read().path("panels").findValuesAsText("expr");
    }
}
