package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.partner.PortalPartner;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.groups.Tuple;

/** What nobody sends and what has to be asked for: the pages of an API, and those of a portal that is made for people. */
final class PollScenario implements Scenario {

    private static final int ROWS = 7;

    private final PagedApi api;
    private final PortalPartner portal;

    PollScenario() throws IOException {
        api = PagedApi.start().pages(PagedApi.Style.PAGE, 3);
        portal = PortalPartner.start("ada", "portal-pw").orders(4);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "API_URL", api.url(), "PORTAL_URL", portal.url(), "PORTAL_USER", "ada", "PORTAL_PASSWORD", "portal-pw");
    }

    @Override
    public List<String> examples() {
        return List.of("rest-api-orders-source", "rest-portal-orders-source");
    }

    @Override
    public void begin(ScenarioStage stage) {
        for (int id = 1; id <= ROWS; id++) {
            api.add(new PagedRow(id, id == 4 ? "yesterday" : "2026-11-22T08:00:0" + id + "Z", "row " + id));
        }
    }

    @Override
    public void check(ScenarioStage stage) {
        List<ConsumerRecord<byte[], byte[]>> rows = stage.records("api-orders", ROWS - 1);
        assertThat(rows)
                .extracting(row -> ScenarioStage.json(ScenarioStage.text(row.value())))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, ROWS)
                        .filter(id -> id != 4)
                        .mapToObj(id -> ScenarioStage.json("{\"id\":" + id + ",\"updated\":\"2026-11-22T08:00:0" + id
                                + "Z\",\"text\":\"row " + id + "\"}"))
                        .toList());
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.timestamp())
                        .isEqualTo(Instant.parse("2026-11-22T08:00:0" + ScenarioStage.text(row.key()) + "Z")
                                .toEpochMilli()));
        ConsumerRecord<byte[], byte[]> malformed =
                stage.records("api-orders-malformed", 1).get(0);
        assertThat(stage.records("portal-orders", 4))
                .extracting(
                        row -> ScenarioStage.text(row.key()),
                        row -> ScenarioStage.json(ScenarioStage.text(row.value())))
                .containsExactlyInAnyOrder(portal(1), portal(2), portal(3), portal(4));
        assertThat(portal.faults()).isEmpty();
        assertThat(portal.logins()).isEqualTo(1);
        assertThat(ScenarioStage.coordinates(malformed)).isEqualTo("cursor-unreadable /rows 0 1");
    }

    private static Tuple portal(int number) {
        return tuple(
                "o" + number,
                ScenarioStage.json("{\"no\":\"" + number + "\",\"what\":\"Screws & bolts\",\"sum\":\"" + number
                        + ".50\",\"id\":\"o" + number + "\"}"));
    }

    @Override
    public void close() {
        api.close();
        portal.close();
    }
}
