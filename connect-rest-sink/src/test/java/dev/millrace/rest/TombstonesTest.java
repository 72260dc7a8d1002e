package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.ReceivedRequest;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TombstonesTest {

    @Test
    void deleteWhatTheirKeyNames() {
        try (Delivering delivering = to("/orders/{key}", "tombstones", "delete", "http.content.type", "text/plain")) {
            delivering.sink.feed(ORDERS, "a/1", "k 1");
            delivering.sink.feed(ORDERS, "a/1", null);
            delivering.sink.feed(ORDERS, "a/1", "k 2");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 3);

            assertThat(requests(delivering))
                    .containsExactly("POST /orders/a%2F1 k 1", "DELETE /orders/a%2F1 ", "POST /orders/a%2F1 k 2");
            assertThat(delivering.partner.accepted().get(1).header("Content-Type"))
                    .isEmpty();
            assertThat(delivering.partner.accepted().get(1).idempotencyKey()).isPresent();
        }
    }

    @Test
    void areSentInAFormOfTheirOwn() {
        try (Delivering delivering = to(
                "/orders",
                "tombstones",
                "template",
                "tombstone.http.url",
                "{url}/gone",
                "tombstone.http.body",
                "template",
                "tombstone.http.body.template",
                "{\"gone\": ${key}}")) {
            delivering.sink.feed(ORDERS, "k1", null);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(requests(delivering)).containsExactly("POST /gone {\"gone\":\"k1\"}");
        }
    }

    @Test
    void goAloneAmongBatchesInTheirTurn() {
        try (Delivering delivering = to(
                "/orders",
                "tombstones",
                "delete",
                "tombstone.http.url",
                "{url}/orders/{key}",
                "http.body",
                "raw",
                "batch.format",
                "text",
                "batch.max.records",
                "10",
                "ordering",
                "partition")) {
            delivering.sink.feed(ORDERS, "a", "k 1");
            delivering.sink.feed(ORDERS, "b", "k 2");
            delivering.sink.feed(ORDERS, "a", null);
            delivering.sink.feed(ORDERS, "a", "k 3");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 4);

            assertThat(requests(delivering))
                    .containsExactly("POST /orders k 1\nk 2", "DELETE /orders/a ", "POST /orders k 3");
        }
    }

    @Test
    void stopTheTaskWhenTold() {
        try (Delivering delivering = to("/orders", "tombstones", "fail")) {
            delivering.sink.feed(ORDERS, "a", null);

            delivering.sink.start(ORDERS);

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("[tombstone] orders-0@0");
            assertThat(delivering.sink.committed(ORDERS)).isZero();
            assertThat(delivering.sink.reported()).isEmpty();
        }
    }

    private static Delivering to(String path, String... settings) {
        Delivering delivering = new Delivering();
        delivering.partner.orderBy(request -> "#" + request.number(), request -> 0);
        String[] all = new String[settings.length];
        for (int at = 0; at < settings.length; at++) {
            all[at] = settings[at].replace("{url}", delivering.partner.url());
        }
        delivering.sink.configure(Delivering.settings(delivering.partner.url() + path, all));
        return delivering;
    }

    private static List<String> requests(Delivering delivering) {
        return delivering.partner.accepted().stream().map(TombstonesTest::line).toList();
    }

    private static String line(ReceivedRequest request) {
        return request.method() + " " + request.path() + " " + request.text();
    }
}
