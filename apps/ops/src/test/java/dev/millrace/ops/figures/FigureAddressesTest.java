package dev.millrace.ops.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.connect.Certificates;
import dev.millrace.ops.connect.ConnectOptions;
import dev.millrace.ops.connect.FakeConnect;
import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FigureAddressesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String PAGE = """
            # HELP millrace_sftp_source_records Data records handed to the worker
            # TYPE millrace_sftp_source_records untyped
            millrace_sftp_source_records{connector="orders",task="0",} 41.0
            millrace_sftp_source_records{connector="orders",task="1",} 1.0 1395066363000

            millrace_sftp_source_records{connector="\\"a \\\\\\"b\\\\\\"\\"",task="0"} 5
            millrace_sftp_source_oldest_unconfirmed_ms{connector="orders",task="0"} NaN
            millrace_sftp_source_scan_ms{connector="orders",task="0"} +Inf
            jvm_info{runtime="OpenJDK Runtime Environment",} 1.0
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readsThePageOfAnExporter() {
        try (FakeConnect exporter = new FakeConnect().answers(200, PAGE);
                FigureAddresses addresses = addresses(Map.of(), "--metrics=" + exporter.url() + "/metrics?a=b")) {
            Figures figures = addresses.read();

            assertThat(exporter.calls()).containsExactly("GET /metrics?a=b");
            assertThat(figures.troubles()).isEmpty();
            assertThat(figures.asked()).isTrue();
            assertThat(figures.sum("orders", "sftp_source_records")).hasValue(42);
            assertThat(figures.sum("a \"b\"", "sftp_source_records")).hasValue(5);
            assertThat(figures.of("orders"))
                    .as("without what is not measured")
                    .extracting(Figure::name)
                    .containsOnly("sftp_source_records");
        }
    }

    @Test
    void readsAllTheOthersWhenOneGivesNone() {
        try (FakeConnect good = new FakeConnect().answers(200, PAGE);
                FakeConnect sick = new FakeConnect().answers(503, "out of order");
                FakeConnect page = new FakeConnect().answers(200, "<!doctype html>\n<p>Hello</p>");
                FigureAddresses addresses = addresses(
                        Map.of(),
                        "--metrics=" + good.url() + "/metrics",
                        "--metrics=" + sick.url() + "/metrics?token=abc",
                        "--metrics=" + page.url() + "/",
                        "--metrics=http://127.0.0.1:1/metrics")) {
            Figures figures = addresses.read();

            assertThat(figures.sum("orders", "sftp_source_records")).hasValue(42);
            assertThat(figures.troubles())
                    .containsExactly(
                            sick.url() + "/metrics gives no figures: status 503",
                            page.url() + "/ gives no figures: line 1 is not of Prometheus's text format: is it an"
                                    + " exporter's page?",
                            "http://127.0.0.1:1/metrics gives no figures: nobody listens there");
        }
    }

    @Test
    void logsInAndTrustsWhomTheTruststoreNames() throws IOException {
        Certificates certificates = Certificates.make(folder);
        Path password = Files.writeString(folder.resolve("password"), "open sesame\n");
        try (FakeConnect exporter = new FakeConnect(Optional.of(certificates.server())).answers(200, PAGE)) {
            String url = "--metrics=" + exporter.url() + "/metrics";
            try (FigureAddresses trusting = addresses(
                            Map.of(
                                    "MILLRACE_METRICS_TRUSTSTORE_FILE",
                                    certificates.pem().toString()),
                            url,
                            "--metrics-user=eva",
                            "--metrics-password-file=" + password);
                    FigureAddresses other = addresses(Map.of(), url)) {
                assertThat(trusting.read().troubles()).isEmpty();
                assertThat(exporter.logins()).containsExactly("Basic ZXZhOm9wZW4gc2VzYW1l");
                assertThat(other.read().troubles()).singleElement().asString().contains("no TLS");
            }
        }
    }

    @Test
    void takesAddressesOfTheSettingsFileAndOfTheEnvironmentBeforeIt() throws IOException {
        Path file = Files.writeString(
                folder.resolve("millrace.properties"),
                "connect.url=http://a:1\nmetrics.urls=http://127.0.0.1:1/a, http://127.0.0.1:1/b\n");
        try (FigureAddresses ofFile = addresses(Map.of("MILLRACE_SETTINGS", file.toString()));
                FigureAddresses ofEnvironment = addresses(
                        Map.of("MILLRACE_SETTINGS", file.toString(), "MILLRACE_METRICS_URLS", "http://127.0.0.1:1/c"));
                FigureAddresses none = addresses(Map.of())) {
            assertThat(ofFile.read().troubles()).hasSize(2);
            assertThat(ofEnvironment.read().troubles())
                    .singleElement()
                    .asString()
                    .contains("/c gives");
            assertThat(none.read()).isEqualTo(Figures.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worker:9404",
                "ftp://worker/metrics",
                "http://eva:sesame@worker/metrics",
                "service:jmx:",
                "http://"
            })
    void refusesWhatIsNoAddressWithoutShowingIt(String wrong) {
        assertThatThrownBy(() -> addresses(Map.of(), "--metrics=" + wrong))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContainingAll("metrics.urls", "/metrics", "service:jmx:rmi:///jndi/rmi://")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void asksAllAtOnce() {
        CyclicBarrier all = new CyclicBarrier(3);
        try (FigureAddresses addresses =
                new FigureAddresses(List.of(address("a", all), address("b", all), address("c", all)), PATIENCE)) {
            assertThat(addresses.read().troubles()).isEmpty();
        }
    }

    @Test
    void leavesOneAloneThatDoesNotAnswerUntilItDoes() {
        CountDownLatch answer = new CountDownLatch(1);
        List<Thread> asking = new ArrayList<>();
        WorkerAddress deaf = new WorkerAddress() {

            @Override
            public String shown() {
                return "deaf";
            }

            @Override
            public List<Figure> read() {
                synchronized (asking) {
                    asking.add(Thread.currentThread());
                }
                awaitDeaf(answer);
                return List.of(new Figure("files", Map.of("connector", "orders"), 1));
            }
        };
        try (FigureAddresses addresses = new FigureAddresses(List.of(deaf), Duration.ofMillis(1))) {
            Eventually.holds(
                    "it has been asked and has not answered",
                    () -> addresses
                            .read()
                            .troubles()
                            .equals(List.of("deaf gives no figures: it has not answered since an earlier look")));
            synchronized (asking) {
                assertThat(asking).hasSize(1);
            }

            answer.countDown();

            Eventually.holds(
                    "it answers", () -> addresses.read().sum("orders", "files").isPresent());
        }
    }

    @Test
    void givesUpAPageThatBreaksOffInTheMiddle() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                FigureAddresses addresses = addresses(
                        Map.of("MILLRACE_METRICS_TIMEOUT_MS", "50"),
                        "--metrics=http://127.0.0.1:" + silent.getLocalPort() + "/metrics")) {
            assertThat(addresses.read().troubles()).singleElement().asString().contains("no answer within 50 ms");
            Eventually.holds(
                    "the call was ended, so that the next look asks again",
                    () -> addresses.read().troubles().get(0).contains("no answer within"));
        }
    }

    /** As a call of JMX does it, which nothing interrupts. */
    private static void awaitDeaf(CountDownLatch answer) {
        boolean interrupted = false;
        while (true) {
            try {
                answer.await();
                break;
            } catch (InterruptedException told) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static WorkerAddress address(String name, CyclicBarrier all) {
        return new WorkerAddress() {

            @Override
            public String shown() {
                return name;
            }

            @Override
            public List<Figure> read() throws NoFigures {
                try {
                    all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    return List.of();
                } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                    throw new NoFigures("asked alone", alone);
                }
            }
        };
    }

    static FigureAddresses addresses(Map<String, String> environment, String... arguments) {
        MetricsOptions metrics = new MetricsOptions();
        CommandLine command = new CommandLine(new Mixins(metrics));
        command.parseArgs(arguments);
        return metrics.addresses(new ConnectOptions(), environment);
    }

    @CommandLine.Command
    private record Mixins(@CommandLine.Mixin MetricsOptions metrics) {}
}
