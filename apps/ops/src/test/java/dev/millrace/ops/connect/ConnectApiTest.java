package dev.millrace.ops.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectApiTest {

    private final List<Duration> waits = new ArrayList<>();

    @Test
    void listsConnectorsWithTheirConfigurationAndState() {
        try (FakeConnect connect = new FakeConnect().answers(200, """
                {"orders": {
                  "status": {"connector": {"state": "RUNNING"}, "tasks": [{"id": 0, "state": "FAILED"}]},
                  "info": {"type": "sink", "config": {"topics": "orders", "http.auth.password": "${env:SECRET}"}}}}
                """)) {

            Map<String, Connector> connectors = api(connect).connectors();

            assertThat(connectors)
                    .containsExactly(Map.entry(
                            "orders",
                            new Connector(
                                    "orders",
                                    "sink",
                                    Map.of("topics", "orders", "http.auth.password", "${env:SECRET}"),
                                    new State("RUNNING", List.of("FAILED")))));
            assertThat(connect.calls()).containsExactly("GET /connectors?expand=info&expand=status");
        }
    }

    @Test
    void repeatsACallThatMeetsARebalanceWithGrowingWaits() {
        try (FakeConnect connect = new FakeConnect()
                .answers(409, "{\"message\": \"Cannot complete request momentarily due to stale configuration\"}")
                .answers(409, "")
                .answers(201, "{}")) {

            api(connect).put("a b/c", Map.of("tasks.max", "1"));

            assertThat(connect.calls())
                    .hasSize(3)
                    .containsOnly("PUT /connectors/a%20b%2Fc/config {\"tasks.max\":\"1\"}");
            assertThat(waits).hasSize(2);
        }
    }

    @Test
    void givesUpWhenTheRebalanceDoesNotEnd() {
        try (FakeConnect connect = new FakeConnect().answers(409, "")) {
            ConnectApi api = api(connect);

            assertThatThrownBy(() -> api.stop("orders"))
                    .isInstanceOfSatisfying(
                            CommandFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
                    .hasMessageContainingAll(connect.url(), "PUT /connectors/orders/stop", "rebalance");
            assertThat(waits.stream().mapToLong(Duration::toMillis).sum()).isGreaterThan(50_000);
        }
    }

    @Test
    void doesNotRepeatWhatIsRefused() {
        try (FakeConnect connect =
                new FakeConnect().answers(409, "{\"message\": \"Connector orders already exists\"}")) {
            ConnectApi api = api(connect);

            assertThatThrownBy(() -> api.createStopped("orders", Map.of())).isInstanceOf(CommandFailure.class);
            assertThat(connect.calls())
                    .containsExactly(
                            "POST /connectors {\"name\":\"orders\",\"initial_state\":\"STOPPED\",\"config\":{}}");
        }
    }

    @Test
    void asksAgainForOffsetsThatChangedWhileTheyWereListed() {
        try (FakeConnect connect = new FakeConnect()
                .answers(500, "{\"message\": \"null\"}")
                .answers(200, "{\"offsets\": [{\"partition\": {\"path\": \"/a\"}, \"offset\": {\"record\": 3}}]}")) {

            assertThat(api(connect).offsets("orders"))
                    .singleElement()
                    .hasToString("{\"partition\":{\"path\":\"/a\"},\"offset\":{\"record\":3}}");
        }
    }

    @Test
    void tellsTheWorkersOwnReasonForARefusal() {
        try (FakeConnect connect =
                new FakeConnect().answers(400, "{\"error_code\": 400, \"message\": \"topic is missing\"}")) {
            ConnectApi api = api(connect);

            assertThatThrownBy(() -> api.put("orders", Map.of()))
                    .isInstanceOfSatisfying(
                            ConnectRefusal.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(400))
                    .hasMessage("topic is missing");
        }
    }

    @Test
    void knowsNothingOfAConnectorThatIsNotThere() {
        try (FakeConnect connect = new FakeConnect().answers(404, "{\"message\": \"not found\"}")) {

            assertThat(api(connect).config("orders")).isEmpty();
            assertThat(api(connect).state("orders")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 302})
    void saysThatItIsNotLetIn(int status) {
        try (FakeConnect connect = new FakeConnect().answers(status, "<html>")) {
            ConnectApi api = api(connect);

            assertThatThrownBy(api::connectors)
                    .isInstanceOfSatisfying(
                            CommandFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
                    .hasMessageContainingAll(connect.url(), String.valueOf(status));
        }
    }

    @Test
    void endsWhenAQuestionIsRefused() {
        try (FakeConnect connect = new FakeConnect().answers(500, "{\"message\": \"Request timed out\"}")) {
            ConnectApi api = api(connect);

            assertThatThrownBy(() -> api.offsets("orders"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContainingAll("GET /connectors/orders/offsets", "Request timed out");
            assertThat(connect.calls()).hasSize(10);
        }
    }

    @Test
    void saysThatAnotherServerAnswers() {
        try (FakeConnect connect = new FakeConnect().answers(200, "<html>")) {
            ConnectApi api = api(connect);

            assertThatThrownBy(api::connectors)
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("not JSON");
        }
    }

    @Test
    void namesAnAddressWhereNobodyListens() throws IOException {
        // Bound and not listening: nobody else can take the port meanwhile.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ConnectApi api = api("http://127.0.0.1:" + bound.getLocalPort());

            assertThatThrownBy(api::connectors)
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContainingAll("http://127.0.0.1:" + bound.getLocalPort(), "nobody listens");
        }
    }

    private ConnectApi api(FakeConnect connect) {
        return api(connect.url());
    }

    private ConnectApi api(String url) {
        return new ConnectApi(
                ConnectSettings.from(Map.of(ConnectSettings.URL, url, ConnectSettings.TIMEOUT_MS, "60000")),
                waits::add);
    }
}
