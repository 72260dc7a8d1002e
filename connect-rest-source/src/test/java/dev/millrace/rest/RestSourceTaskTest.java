package dev.millrace.rest;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.testkit.SourceTaskContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The promises of every source: a unit is what an API has new. */
@Timeout(120)
class RestSourceTaskTest extends SourceTaskContract {

    private final PagedApi api;
    private final AtomicInteger offered = new AtomicInteger();
    private int askedBefore;

    RestSourceTaskTest() throws IOException {
        api = PagedApi.start().pages(PagedApi.Style.PAGE, 4);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Override
    protected SourceConnector connector() {
        return new RestSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return ApiOptions.of(api)
                .with("poll.interval.ms", "5")
                .with("incremental", "id")
                .with("incremental.field", "id")
                .with("http.query", "from={since}")
                .paging(PagedApi.Style.PAGE)
                .with("batch.max.records", "4")
                .map();
    }

    @Override
    protected void offer(List<String> payloads) {
        payloads.forEach(payload -> api.add(new PagedRow(offered.incrementAndGet(), "2026-01-01T00:00:00Z", payload)));
        askedBefore = api.asked().size();
    }

    @Override
    protected Optional<String> payloadOf(SourceRecord record) {
        return Optional.of(String.valueOf(((Map<?, ?>) record.value()).get("text")));
    }

    /** An API never sees what Kafka has: the figures say that rounds were read to their end and all of it is confirmed. */
    @Override
    protected boolean finished() {
        return api.asked().size() > askedBefore
                && Figures.of("rounds") >= 2
                && Figures.ofTask("records.unconfirmed") == 0
                && api.asked().stream()
                        .skip(askedBefore)
                        .anyMatch(asked -> asked.target().contains("from=" + offered.get()));
    }

    @Override
    protected boolean released() {
        return Figures.ofTask("rounds.running") == -1;
    }
}
