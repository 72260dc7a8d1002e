package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.LogCapture;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way of a request through one listener. */
@Timeout(120)
class ListenerTest {

    private final ListenerRegistry registry = new ListenerRegistry();
    private Lease lease = registry.acquire(TestListeners.settings(), "orders");
    private final TestRoute route = TestRoute.at("orders", "/hook");

    @BeforeEach
    void join() {
        Membership<TestRoute> unused = lease.join(route);
    }

    @AfterEach
    void close() {
        lease.close();
    }

    @Test
    void handsAWholeRequestToItsRoute() throws IOException {
        RawClient.Reply reply = RawClient.post(
                lease.port(), "/hook?a=1&b=%20", "{\"id\":7}", "X-One: a", "X-One: b", "Host: h.example");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("8");
        ReceivedRequest request = route.received.remove();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/hook");
        assertThat(request.query()).isEqualTo("a=1&b=%20");
        assertThat(request.url()).isEqualTo("http://h.example/hook?a=1&b=%20");
        assertThat(request.headers().all("x-one")).containsExactly("a", "b");
        assertThat(request.remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(request.clientSubject()).isEmpty();
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":7}");
        assertThat(request.id()).isEqualTo(reply.header("X-Request-Id")).isNotEmpty();
        assertThat(route.roomsOpen).hasValue(0);
    }

    @Test
    void tellsNothingAboutItself() throws IOException {
        RawClient.Reply reply = RawClient.post(lease.port(), "/hook", "x");

        assertThat(reply.headers()).doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void answersOnlyWhenTheRouteDoes() throws IOException {
        route.answer = route::later;
        try (RawClient client = new RawClient(lease.port())) {
            client.send(RawClient.request("/hook", "x"));
            Eventually.holds("the request is received", () -> !route.pending.isEmpty());

            route.pending.remove().complete(HttpAnswer.of(202).with("X-Extra", "y"));

            RawClient.Reply reply = client.read();
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.header("X-Extra")).isEqualTo("y");
        }
    }

    @Test
    void answersUnknownPathsAndMethods() throws IOException {
        RawClient.Reply unknown = RawClient.post(lease.port(), "/other", "x");
        RawClient.Reply wrongMethod = RawClient.get(lease.port(), "/hook");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("Allow")).isEqualTo("POST");
        assertThat(wrongMethod.header("X-Request-Id")).isNotEmpty();
        assertThat(route.admitted).hasValue(0);
    }

    @Test
    void tellsOfUnknownPathsWithoutThePath() throws IOException {
        try (LogCapture log = new LogCapture()) {
            RawClient.post(lease.port(), "/not-a-hook", "x");

            Eventually.holds(
                    "the line is there",
                    () -> log.lines().stream()
                            .anyMatch(line ->
                                    line.contains("port " + lease.port() + ": ") && line.contains("answered 404")));
            assertThat(log.lines()).noneMatch(line -> line.contains("not-a-hook"));
        }
    }

    @Test
    void namesItsFiguresWithDots() throws Exception {
        RawClient.post(lease.port(), "/other", "x");
        MBeanServer figures = ManagementFactory.getPlatformMBeanServer();
        ObjectName own = figures.queryNames(new ObjectName("dev.millrace:type=webhook-listener,*"), null).stream()
                .findFirst()
                .orElseThrow();

        List<String> names = Stream.of(figures.getMBeanInfo(own).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toList();

        assertThat(names).contains("connections.opened", "refused.unknown.path").noneMatch(name -> name.contains("-"));
    }

    @Test
    void countsForEachRouteOfAConnector() throws Exception {
        Membership<TestRoute> first = lease.join(TestRoute.at("orders", "/first", new RouteLimits(4, 0, 0)));
        Membership<TestRoute> second = lease.join(TestRoute.at("orders", "/second", new RouteLimits(4, 0, 0)));
        RawClient.post(lease.port(), "/first", "large");
        RawClient.post(lease.port(), "/second", "large");
        RawClient.post(lease.port(), "/second", "large");
        MBeanServer figures = ManagementFactory.getPlatformMBeanServer();
        ObjectName all = new ObjectName("dev.millrace:type=webhook-route,connector=orders,task=listener,*");

        Map<String, Object> counted = new TreeMap<>();
        for (ObjectName name : figures.queryNames(all, null)) {
            counted.put(name.getKeyProperty("route"), figures.getAttribute(name, "refused.too.large"));
        }

        first.close();
        second.close();
        assertThat(counted).containsEntry("POST /first", 1L).containsEntry("POST /second", 2L);
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws IOException {
        try (RawClient client = new RawClient(lease.port())) {
            assertThat(client.post("/hook", "a").status()).isEqualTo(200);
            assertThat(client.post("/other", "b").status()).isEqualTo(404);
            assertThat(client.post("/hook", "c").status()).isEqualTo(200);
        }

        assertThat(route.bodies()).isEqualTo("a;c;");
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws IOException {
        try (RawClient client = new RawClient(lease.port())) {
            StringBuilder many = new StringBuilder();
            for (int at = 0; at < 50; at++) {
                many.append(RawClient.request("/hook", "x".repeat(at)));
            }
            client.send(many.toString());

            List<String> lengths = new ArrayList<>();
            for (int at = 0; at < 50; at++) {
                lengths.add(client.read().body());
            }
            assertThat(lengths.get(0)).isEqualTo("0");
            assertThat(lengths.get(49)).isEqualTo("49");
        }
    }

    @Test
    void readsAChunkedBody() throws IOException {
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");

            assertThat(client.read().body()).isEqualTo("11");
        }

        assertThat(route.bodies()).isEqualTo("hello world;");
        Eventually.holds("all room is given back", () -> route.bytesHeld.get() == 0);
    }

    @Test
    void putsASenderOffWhenThereIsNoRoom() throws IOException {
        route.capacity = 10;

        RawClient.Reply announced = RawClient.post(lease.port(), "/hook", "x".repeat(11));
        RawClient.Reply streamed;
        try (RawClient client = new RawClient(lease.port())) {
            streamed = client.send("POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n"
                            + "x".repeat(11) + "\r\n0\r\n\r\n")
                    .read();
        }

        assertThat(announced.status()).isEqualTo(503);
        assertThat(announced.header("Retry-After")).isEqualTo("7");
        assertThat(streamed.status()).isEqualTo(503);
        assertThat(Integer.parseInt(streamed.header("Retry-After"))).isBetween(5, 30);
        assertThat(streamed.header("X-Unavailable-Reason")).isEqualTo("queue-full");
        assertThat(route.received).isEmpty();
        assertThat(route.roomsOpen).hasValue(0);
    }

    @Test
    void givesRoomBackWhenTheSenderGoesAway() throws IOException {
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
            Eventually.holds("the request is admitted", () -> route.roomsOpen.get() == 1);
        }

        Eventually.holds("room is given back", () -> route.roomsOpen.get() == 0);
        assertThat(route.received).isEmpty();
    }

    @Test
    void putsOffRequestsOfARouteThatFails() throws IOException {
        route.answer = request -> {
            throw new IllegalStateException("a defect");
        };

        RawClient.Reply reply = RawClient.post(lease.port(), "/hook", "x");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).doesNotContain("defect");
        assertThat(route.roomsOpen).hasValue(0);
    }

    @Test
    void putsOffRequestsThatBreakTheServerItself() throws IOException {
        route.answer = request -> {
            throw new AssertionError("nothing that a route may throw");
        };

        RawClient.Reply reply = RawClient.post(lease.port(), "/hook", "x");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("X-Unavailable-Reason")).isEqualTo("defect");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(5, 30);
        assertThat(reply.header("Connection")).isEqualTo("close");
        assertThat(reply.body()).doesNotContain("route");
    }

    @Test
    void putsOffASenderThatEndsItsBodyTooEarly() throws IOException {
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
            Eventually.holds("the request is admitted", () -> route.roomsOpen.get() == 1);

            RawClient.Reply reply = client.endOutput().read();

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("X-Unavailable-Reason")).isEqualTo("broken-off");
        }
        assertThat(route.received).isEmpty();
    }

    @Test
    void findsTheLongestPathTheHostAndTheMethod() throws IOException {
        lease.join(new TestRoute("orders", new RouteAddress("/a/*", Optional.empty(), Set.of("POST")), route.limits()));
        TestRoute deeper = new TestRoute(
                "orders", new RouteAddress("/a/b/*", Optional.of("named.example"), Set.of("POST")), route.limits());
        lease.join(deeper);
        TestRoute whole =
                new TestRoute("orders", new RouteAddress("/a/b/c", Optional.empty(), Set.of("PUT")), route.limits());
        lease.join(whole);
        int port = lease.port();

        assertThat(RawClient.post(port, "/a/b/x", "", "Host: Named.example:80").status())
                .isEqualTo(200);
        assertThat(deeper.received).hasSize(1);
        assertThat(RawClient.post(port, "/a/b/x", "").status()).isEqualTo(200);
        assertThat(deeper.received).hasSize(1);
        assertThat(RawClient.post(port, "/a/b/c", "").header("Allow")).isEqualTo("PUT");
        assertThat(RawClient.post(port, "/a", "").status()).isEqualTo(200);
        assertThat(RawClient.post(port, "/ab", "").status()).isEqualTo(404);
    }
}
