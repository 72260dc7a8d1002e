package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RoutesTest {

    private static final TopicPartition RETURNS = new TopicPartition("returns", 0);

    @Test
    void sendsEachTopicItsOwnWay() {
        try (Delivering delivering = routes(
                "route.a.topics", "orders",
                "route.a.http.url", "{url}/a/{key}",
                "route.a.http.method", "put",
                "route.b.topics", "returns, refunds",
                "route.b.http.url", "{url}/b",
                "route.b.http.headers", "X-From: {topic}")) {
            delivering.sink.feed(ORDERS, "k1", "k 1");
            delivering.sink.feed(RETURNS, "k2", "k 2");

            delivering.sink.start(ORDERS, RETURNS);
            delivering.deliverUpTo(ORDERS, 1);
            delivering.deliverUpTo(RETURNS, 1);

            assertThat(delivering.partner.accepted().stream()
                            .map(request -> request.method() + " " + request.path() + " "
                                    + request.header("X-From").orElse("-")))
                    .containsExactlyInAnyOrder("PUT /a/k1 -", "POST /b returns");
        }
    }

    @Test
    void sendsARecordTheFirstWayWhoseConditionHolds() {
        try (Delivering delivering = routes(
                "route.a.when", "$key startsWith 'vip'",
                "route.a.http.url", "{url}/vip",
                "route.b.http.url", "{url}/all")) {
            delivering.sink.feed(ORDERS, "vip-1", "k 1");
            delivering.sink.feed(ORDERS, "other", "k 2");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 2);

            assertThat(delivering.partner.accepted().stream().map(request -> request.path() + " " + request.text()))
                    .containsExactlyInAnyOrder("/vip k 1", "/all k 2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "skip"})
    void losesNoRecordThatNoRouteTakes(String unmatched) {
        try (Delivering delivering = routes(
                "route.unmatched", unmatched,
                "route.a.topics", "returns",
                "route.a.http.url", "{url}/a",
                "route.b.when", "$key == 'b'",
                "route.b.http.url", "{url}/b")) {
            delivering.sink.feed(ORDERS, "c", "k 1");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.partner.count()).isZero();
            assertThat(delivering.sink.reported()).hasSize(unmatched.equals("reject") ? 1 : 0);
            assertThat(delivering.sink.reported())
                    .allSatisfy(reported -> assertThat(reported.error()).hasMessageContaining("unmatched"));
        }
    }

    @Test
    void deliversOnWhereOneOfSeveralReceiversIsDown() throws Exception {
        try (RestPartner away = RestPartner.start();
                Delivering delivering = routes(
                        "route.a.topics", "orders",
                        "route.a.http.url", away.url() + "/a",
                        "route.b.http.url", "{url}/b")) {
            away.stopListening();
            delivering.sink.start(ORDERS, RETURNS);
            delivering.feed(ORDERS, 50, 10);
            delivering.sink.turnUntil(
                    () -> figure("route=a", "breaker") > 0, "the breaker of the one that is away opened");
            delivering.feed(RETURNS, 50, 10);

            delivering.deliverUpTo(RETURNS, 50);
            boolean paused = delivering.sink.paused().contains(RETURNS);
            long oldest = figure("route=a", "oldest.incomplete.ms");
            delivering.sink.turn();
            away.listenAgain();
            delivering.deliverUpTo(ORDERS, 50);

            assertThat(paused).isFalse();
            assertThat(oldest).isPositive();
            assertThat(figure("route=a", "oldest.incomplete.ms")).isZero();
            assertThat(delivering.partner.acceptedCount()).isEqualTo(50);
            assertThat(away.uniqueCount()).isEqualTo(50);
            assertThat(delivering.sink.reported()).isEmpty();
        }
    }

    @Test
    void keepsTheOrderOfAKeyOverRoutesToOneHost() {
        try (Delivering delivering = routes(
                "route.a.when", "$offset < 2",
                "route.a.http.url", "{url}/a",
                "route.b.http.url", "{url}/b")) {
            delivering.partner.answer(
                    request -> request.path().equals("/a"), Answer.unavailable().times(3));
            for (int number = 0; number < 4; number++) {
                delivering.sink.feed(ORDERS, "k", "k " + number);
            }

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 4);

            assertThat(delivering.partner.accepted().stream().map(ReceivedRequest::text))
                    .containsExactly("k 0", "k 1", "k 2", "k 3");
            assertThat(delivering.partner.overlapping()).isEmpty();
        }
    }

    @Test
    void hasABreakerForEachHostThatRecordsName() throws Exception {
        try (RestPartner away = RestPartner.start();
                Delivering delivering = new Delivering()) {
            away.stopListening();
            delivering.sink.configure(Delivering.settings(
                    "http://127.0.0.1:{key}/orders", "http.egress.allow", "127.0.0.1", "ordering", "partition"));
            delivering.sink.start(ORDERS, RETURNS);
            delivering.sink.feed(ORDERS, Integer.toString(away.port()), "k 0");
            delivering.sink.feed(RETURNS, Integer.toString(delivering.partner.port()), "k 1");

            delivering.deliverUpTo(RETURNS, 1);
            away.listenAgain();
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(away.acceptedCount()).isEqualTo(1);
            assertThat(delivering.partner.acceptedCount()).isEqualTo(1);
        }
    }

    @Test
    void proveItselfOnEachRouteInItsOwnWay() {
        try (Delivering delivering = routes(
                "http.auth", "bearer",
                "http.auth.token", "common",
                "route.a.topics", "orders",
                "route.a.http.url", "{url}/a",
                "route.a.http.auth.token", "own",
                "route.b.http.url", "{url}/b")) {
            delivering.sink.feed(ORDERS, "k", "k 1");
            delivering.sink.feed(RETURNS, "k", "k 2");

            delivering.sink.start(ORDERS, RETURNS);
            delivering.deliverUpTo(ORDERS, 1);
            delivering.deliverUpTo(RETURNS, 1);

            assertThat(delivering.partner.accepted().stream()
                            .map(request -> request.path() + " "
                                    + request.header("Authorization").orElse("-")))
                    .containsExactlyInAnyOrder("/a Bearer own", "/b Bearer common");
        }
    }

    @Test
    void countsForEachRouteAlone() {
        try (Delivering delivering = routes(
                "route.a.topics", "orders",
                "route.a.http.url", "{url}/a",
                "route.b.http.url", "{url}/b")) {
            delivering.partner.answer(
                    request -> request.path().equals("/a"), Answer.unavailable().times(2));
            delivering.partner.answer(
                    request -> request.path().equals("/b"),
                    Answer.accepted().after(Duration.ofMillis(30)).times(1));
            delivering.partner.answer(request -> request.text().equals("k 3"), Answer.status(422));
            delivering.sink.feed(ORDERS, "k", "k 1");
            delivering.sink.feed(RETURNS, "k", "k 2");
            delivering.sink.feed(RETURNS, "k", "k 3");

            delivering.sink.start(ORDERS, RETURNS);
            delivering.deliverUpTo(ORDERS, 1);
            delivering.deliverUpTo(RETURNS, 2);

            assertThat(List.of(
                            figure("route=a", "requests.delivered"),
                            figure("route=a", "requests.transient"),
                            figure("route=a", "retried"),
                            figure("route=a", "latency.count")))
                    .containsExactly(1L, 2L, 2L, 3L);
            assertThat(List.of(
                            figure("route=b", "requests.delivered"),
                            figure("route=b", "requests.rejected"),
                            figure("route=b", "latency.count")))
                    .containsExactly(1L, 1L, 2L);
            assertThat(figure("route=b", "latency.le.25.ms")).isLessThanOrEqualTo(1);
            assertThat(figure("route=b", "latency.sum.ms")).isGreaterThanOrEqualTo(30);
        }
    }

    /** Two routes, a and b; {@code {url}} in an address stands for the receiver's. */
    private static Delivering routes(String... settings) {
        Delivering delivering = new Delivering();
        delivering.partner.orderBy(Delivering::keyOf, Delivering::numberOf);
        String[] all = new String[settings.length + 2];
        all[0] = "routes";
        all[1] = "a,b";
        for (int at = 0; at < settings.length; at++) {
            all[at + 2] = settings[at].replace("{url}", delivering.partner.url());
        }
        delivering.sink.configure(Delivering.settings("", all));
        return delivering;
    }

    private static long figure(String route, String name) {
        return Delivering.figure("type=rest-sink-route,connector=deliver,task=0," + route, name);
    }
}
