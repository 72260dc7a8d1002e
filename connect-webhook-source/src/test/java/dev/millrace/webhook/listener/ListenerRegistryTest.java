package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.HttpAnswer;
import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may listen where, together with whom, and for how long. */
@Timeout(120)
class ListenerRegistryTest {

    private final ListenerRegistry registry = new ListenerRegistry();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Lease acquire(String connector, ListenerSettings settings) {
        return acquire(registry, connector, settings);
    }

    private Lease acquire(ListenerRegistry at, String connector, ListenerSettings settings) {
        Lease lease = at.acquire(settings, connector);
        open.add(lease);
        return lease;
    }

    private static boolean refusesConnections(int port) {
        try {
            new RawClient(port).close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void servesSeveralConnectorsOnOnePort() throws IOException {
        Lease orders = acquire("orders", TestListeners.settings());
        Lease stock = acquire("stock", TestListeners.settings());
        orders.join(TestRoute.at("orders", "/orders"));
        stock.join(TestRoute.at("stock", "/stock"));

        orders.close();

        assertThat(stock.port()).isEqualTo(orders.port());
        assertThat(RawClient.post(stock.port(), "/stock", "x").status()).isEqualTo(200);
        RawClient.Reply left = RawClient.post(stock.port(), "/orders", "x");
        assertThat(left.status()).isEqualTo(503);
        assertThat(Integer.parseInt(left.header("Retry-After"))).isBetween(5, 30);
        assertThat(left.header("X-Unavailable-Reason")).isEqualTo("stopping");
    }

    @Test
    void turnsNobodyAwayWhileATaskHasNotBroughtItsRoute() throws IOException {
        Lease orders = acquire("orders", TestListeners.settings());
        Lease stock = acquire("stock", TestListeners.settings());
        Lease failed = acquire("failed", TestListeners.settings());
        orders.join(TestRoute.at("orders", "/orders"));

        int early = RawClient.post(orders.port(), "/stock", "x").status();
        stock.join(TestRoute.at("stock", "/stock"));
        int unknown = RawClient.post(orders.port(), "/failed", "x").status();
        failed.close();

        assertThat(early).isEqualTo(503);
        assertThat(unknown).isEqualTo(503);
        assertThat(RawClient.post(orders.port(), "/stock", "x").status()).isEqualTo(200);
        assertThat(RawClient.post(orders.port(), "/failed", "x").status()).isEqualTo(404);
    }

    @Test
    void turnsNobodyAwayForAMomentAfterItOpened() throws IOException {
        Lease orders = acquire("orders", TestListeners.settings(ListenerSettings.LINGER, "1500"));
        orders.join(TestRoute.at("orders", "/orders"));

        int early = RawClient.post(orders.port(), "/stock", "x").status();

        assertThat(early).isEqualTo(503);
        Eventually.holds("later it is unknown", () -> status(orders.port(), "/stock") == 404);
    }

    private static int status(int port, String path) {
        try {
            return RawClient.post(port, path, "x").status();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void sharesARouteAmongTheTasksOfAConnectorUntilTheLastLeaves() throws IOException {
        Lease first = acquire("orders", TestListeners.settings());
        Lease second = acquire("orders", TestListeners.settings());
        RouteAddress address = new RouteAddress("/hook", Optional.empty(), Set.of("POST"));

        Membership<TestRoute> one =
                first.share(address, TestRoute.class, there -> true, () -> TestRoute.at("orders", "/hook"));
        Membership<TestRoute> two =
                second.share(address, TestRoute.class, there -> true, () -> TestRoute.at("orders", "/hook"));

        assertThat(two.route()).isSameAs(one.route());
        one.close();
        one.close();
        assertThat(RawClient.post(first.port(), "/hook", "x").status()).isEqualTo(200);
        two.close();
        assertThat(RawClient.post(first.port(), "/hook", "x").status()).isEqualTo(503);
    }

    @Test
    void refusesASecondConnectorAtTheSameAddress() {
        Lease orders = acquire("orders", TestListeners.settings());
        Lease stock = acquire("stock", TestListeners.settings());
        orders.join(TestRoute.at("orders", "/hook"));

        assertThatThrownBy(() -> stock.join(TestRoute.at("stock", "/hook")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(RouteSettings.PATH)
                .hasMessageContaining("connector orders");
    }

    @Test
    void letsARestartedTaskTakeThePlaceOfOneThatWasGivenUp() throws IOException {
        Lease lease = acquire("orders", TestListeners.settings());
        TestRoute old = TestRoute.at("orders", "/hook");
        Membership<TestRoute> givenUp = lease.join(old);
        TestRoute fresh = TestRoute.at("orders", "/hook");

        lease.join(fresh);
        givenUp.close();

        assertThat(RawClient.post(lease.port(), "/hook", "x").status()).isEqualTo(200);
        assertThat(fresh.received).hasSize(1);
        assertThat(old.received).isEmpty();
    }

    @Test
    void namesTheOptionAndTheOwnerWhenSettingsDiffer() throws IOException {
        String port = String.valueOf(FreePorts.next());
        acquire("orders", TestListeners.settings(ListenerSettings.PORT, port));

        assertThatThrownBy(() -> acquire(
                        "stock",
                        TestListeners.settings(ListenerSettings.PORT, port, LimitSettings.HEADER_BYTES, "20000")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(LimitSettings.HEADER_BYTES)
                .hasMessageContaining("connector orders");
    }

    @Test
    void takesUpChangedSettingsWhenNobodyElseListens() throws IOException {
        String port = String.valueOf(FreePorts.next());
        Lease before = acquire(
                "orders", TestListeners.settings(ListenerSettings.PORT, port, ListenerSettings.LINGER, "60000"));
        before.close();

        Lease after = acquire(
                "orders", TestListeners.settings(ListenerSettings.PORT, port, LimitSettings.HEADER_BYTES, "20000"));
        after.join(TestRoute.at("orders", "/hook"));

        assertThat(RawClient.post(after.port(), "/hook", "x", "Big: " + "y".repeat(18_000))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void namesTheConnectorOfAnotherCopyOfThePlugin() throws IOException {
        String port = String.valueOf(FreePorts.next());
        acquire("orders", TestListeners.settings(ListenerSettings.PORT, port));

        assertThatThrownBy(() ->
                        acquire(new ListenerRegistry(), "stock", TestListeners.settings(ListenerSettings.PORT, port)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(ListenerSettings.PORT)
                .hasMessageContaining("connector orders")
                .hasMessageContaining("plugin.path");
    }

    @Test
    void saysSoWhenAnotherProcessHasThePort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ListenerSettings settings =
                    TestListeners.settings(ListenerSettings.PORT, String.valueOf(taken.getLocalPort()));

            assertThatThrownBy(() -> acquire("orders", settings))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(ListenerSettings.PORT)
                    .hasMessageContaining("another process");
        }
    }

    @Test
    void staysOpenWithAnAnswerWhileItLingersAndTakesUpWhereItLeftOff() throws IOException {
        ListenerSettings settings = TestListeners.settings(ListenerSettings.LINGER, "60000");
        Lease first = acquire("orders", settings);
        first.join(TestRoute.at("orders", "/hook"));
        int port = first.port();
        first.close();

        RawClient.Reply between = RawClient.post(port, "/hook", "x");
        RawClient.Reply ready = RawClient.get(port, "/readyz");
        RawClient.Reply alive = RawClient.get(port, "/healthz");
        Lease second = acquire("orders", settings);
        second.join(TestRoute.at("orders", "/hook"));

        assertThat(between.status()).isEqualTo(503);
        assertThat(between.header("Connection")).isEqualTo("close");
        assertThat(between.header("Retry-After")).isNotEmpty();
        assertThat(ready.status()).isEqualTo(503);
        assertThat(alive.status()).isEqualTo(200);
        assertThat(second.port()).isEqualTo(port);
        assertThat(RawClient.post(port, "/hook", "x").status()).isEqualTo(200);
        assertThat(RawClient.get(port, "/readyz").status()).isEqualTo(200);
    }

    @Test
    void closesThePortAfterTheLingerAndTheDrainDelay() throws IOException {
        Lease lease = acquire(
                "orders", TestListeners.settings(ListenerSettings.LINGER, "200", ListenerSettings.DRAIN_DELAY, "300"));
        lease.join(TestRoute.at("orders", "/hook"));
        long left = System.nanoTime();

        lease.close();

        Eventually.holds("the port is closed", () -> refusesConnections(lease.port()));
        assertThat((System.nanoTime() - left) / 1_000_000).isGreaterThanOrEqualTo(450);
        assertThat(PortOwners.of(lease.port())).isEmpty();
    }

    @Test
    void waitsForAnswersThatAreDueBeforeItCloses() throws IOException {
        Lease lease = acquire("orders", TestListeners.settings());
        TestRoute route = TestRoute.at("orders", "/hook");
        route.answer = route::later;
        lease.join(route);
        try (RawClient client = new RawClient(lease.port())) {
            client.send(RawClient.request("/hook", "x"));
            Eventually.holds("the request is received", () -> !route.pending.isEmpty());
            lease.close();
            assertThat(RawClient.post(lease.port(), "/hook", "y").status()).isEqualTo(503);

            route.pending.remove().complete(HttpAnswer.of(200));

            assertThat(client.read().status()).isEqualTo(200);
        }
        Eventually.holds("the port is closed", () -> refusesConnections(lease.port()));
    }

    @Test
    void answersHealthOnTheDataPortAndOnItsOwn() throws IOException {
        Lease lease = acquire("orders", TestListeners.settings(ListenerSettings.HEALTH_PORT, "0"));
        TestRoute route = TestRoute.at("orders", "/hook");
        lease.join(route);
        int health = lease.healthPort().orElseThrow();

        assertThat(RawClient.get(lease.port(), "/readyz").status()).isEqualTo(200);
        assertThat(RawClient.get(health, "/readyz/orders").status()).isEqualTo(200);
        assertThat(RawClient.get(health, "/readyz/other").status()).isEqualTo(404);
        assertThat(RawClient.get(health, "/healthz").status()).isEqualTo(200);
        assertThat(RawClient.post(health, "/hook", "x").status()).isEqualTo(404);
        route.ready = false;
        assertThat(RawClient.get(lease.port(), "/readyz").status()).isEqualTo(503);
        assertThat(RawClient.get(health, "/readyz/orders").status()).isEqualTo(503);
    }
}
