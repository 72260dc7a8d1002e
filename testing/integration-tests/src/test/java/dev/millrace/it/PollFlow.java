package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An API with numbered rows, asked for the new ones page by page, and the connector that asks. */
final class PollFlow implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile(".*\"id\":(\\d+).*");

    private final PagedApi api;
    private final String name = Platform.name("poll");
    private final Map<String, String> configuration = new LinkedHashMap<>();

    PollFlow(int rowsOfAPage) {
        try {
            api = PagedApi.start().pages(PagedApi.Style.PAGE, rowsOfAPage);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        configuration.putAll(Map.of(
                "name", name,
                "connector.class", "dev.millrace.rest.RestSourceConnector",
                "tasks.max", "1",
                "topic", name,
                "http.url", api.url() + "/rows",
                "http.query", "from={since},page={page}",
                "json.pointer", "/items",
                "poll.interval.ms", "200",
                "retry.backoff.ms", "50",
                "retry.backoff.max.ms", "500"));
        configuration.putAll(Map.of(
                "pagination", "page",
                "page.count.pointer", "/meta/pages",
                "incremental", "id",
                "incremental.field", "id",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false",
                "topic.creation.default.partitions", "1",
                "topic.creation.default.replication.factor", "1"));
    }

    PollFlow with(Map<String, String> options) {
        configuration.putAll(options);
        return this;
    }

    String name() {
        return name;
    }

    PagedApi api() {
        return api;
    }

    Topic data() {
        return new Topic(Platform.broker().bootstrapServers(), name);
    }

    /** Adds rows with these ids, a second after each other. */
    PollFlow fill(int from, int to) {
        for (int id = from; id <= to; id++) {
            api.add(new PagedRow(
                    id, "2026-01-01T%02d:%02d:%02dZ".formatted(id / 3600, id / 60 % 60, id % 60), "row " + id));
        }
        return this;
    }

    PollFlow on(WorkerProcess worker) {
        try {
            worker.rest().put(name, JSON.writeValueAsString(configuration));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        worker.rest().awaitRunning(name, 1, Duration.ofMinutes(3));
        return this;
    }

    /** Waits until two rounds that found nothing new have begun, so that all rows before are handed over. */
    void awaitIdle(int lastId) {
        int before = api.asked().size();
        Eventually.holds(
                "nothing is new any more",
                Duration.ofMinutes(3),
                () -> api.asked().stream()
                                .skip(before)
                                .filter(asked -> asked.target().contains("from=" + lastId))
                                .count()
                        > 1);
    }

    /** The ids of the rows that Kafka has, in their order. */
    List<Integer> ids() {
        return data().values().stream()
                .map(value -> Integer.valueOf(ID.matcher(value).replaceFirst("$1")))
                .toList();
    }

    /** What the worker lists of the only endpoint, or a missing node. */
    JsonNode offset(WorkerProcess worker) {
        return worker.rest().offsets(name).path("offsets").path(0).path("offset");
    }

    void remove(WorkerProcess worker) {
        worker.rest().delete(name);
    }

    @Override
    public void close() {
        api.close();
    }
}
