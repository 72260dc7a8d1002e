package dev.millrace.ops.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of rule finds, in views made by hand. */
final class ConditionsTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void holdsFreshnessAndLatencyAgainstWhatTheRegistryPromises() {
        Bench bench = bench("- {name: fresh, kind: freshness}\n- {name: quick, kind: latency}\n");
        Map<String, String> promises = Map.of("freshness", "3600 s", "latency", "60 s");

        bench.look(SOON, Flows.promising(Flows.measured("orders", 60_000, 0, 0, HOUR_MS), promises, ""));
        assertThat(bench.heard()).isEmpty();
        bench.look(SOON, Flows.promising(Flows.measured("orders", 60_000, 0, 0, 2 * HOUR_MS), promises, ""));

        assertThat(bench.heard()).containsExactly("FIRING fresh: orders");
        assertThat(bench.sentence()).isEqualTo("The newest record is 2 h old, which is more than the 60 min promised.");
        bench.look(SOON, Flows.promising(Flows.measured("orders", 61_000, 0, 0, 5), promises, ""));
        assertThat(bench.heard()).containsExactlyInAnyOrder("RESOLVED fresh: orders", "FIRING quick: orders");
    }

    @Test
    void leavesAloneWhoPromisesNothingAndTakesALimitInsteadOfPromises() {
        Bench bench = bench("- {name: promised, kind: freshness}\n- {name: limited, kind: freshness, limit: 30m}\n");

        bench.look(SOON, Flows.fresh("orders", HOUR_MS));

        assertThat(bench.heard()).containsExactly("FIRING limited: orders");
        assertThat(bench.sentence())
                .isEqualTo("The newest record is 60 min old, which is more than the 30 min allowed.");
    }

    @Test
    void countsWhatIsSetAsideWithinATime() {
        Bench bench = bench("- {name: aside, kind: set-aside-growing, within: 15m, more-than: 1}\n");

        bench.look(SOON, Flows.aside("orders", 700)).look(SOON, Flows.aside("orders", 701));
        assertThat(bench.heard()).isEmpty();
        bench.look(SOON, Flows.aside("orders", 702));
        assertThat(bench.heard()).containsExactly("FIRING aside: orders");
        assertThat(bench.sentence()).isEqualTo("2 records were set aside within 15 min; 702 are there.");

        assertThat(bench.look(Duration.ofMinutes(14), Flows.aside("orders", 702))
                        .heard())
                .isEmpty();
        assertThat(bench.look(Duration.ofMinutes(1), Flows.aside("orders", 702)).heard())
                .containsExactly("RESOLVED aside: orders");
    }

    @Test
    void missesNoGrowthOfTheTimeWhenTheConsoleWasNotThereAndTakesForgettingForNone() {
        Bench bench = bench("- {name: aside, kind: set-aside-growing}\n");
        bench.look(SOON, Flows.aside("orders", 700));
        bench.startAgain();

        assertThat(bench.look(SOON, Flows.aside("orders", 690)).heard()).isEmpty();
        assertThat(bench.look(SOON, Flows.aside("orders", 691)).heard()).containsExactly("FIRING aside: orders");
    }

    @Test
    void findsAGapOfAFeedThoughItsWorkerCountsFromZeroAgain() {
        Bench bench = bench("- {name: gap, kind: sequence-gap}\n");

        bench.look(SOON, gaps(7), Flows.running("feed")).look(SOON, gaps(7), Flows.running("feed"));
        assertThat(bench.heard()).isEmpty();
        bench.look(SOON, gaps(0), Flows.running("feed"));
        assertThat(bench.heard()).isEmpty();
        bench.look(SOON, gaps(1), Flows.running("feed"));

        assertThat(bench.heard()).containsExactly("FIRING gap: feed");
        assertThat(bench.sentence()).isEqualTo("Numbers are missing in the feed; gaps: 1 within 15 min.");
    }

    private static List<Figure> gaps(double count) {
        return List.of(figure("framed_tcp_source_sequence_gaps", "feed", count));
    }

    @Test
    void findsAnApiThatSaysThatItIsDeprecatedAndWhenItEnds() {
        Bench bench = bench("- {name: old, kind: deprecated-api}\n");

        bench.look(SOON, List.of(figure("rest_sink_route_deprecated_replies", "orders", 0)), Flows.running("orders"));
        assertThat(bench.heard()).isEmpty();
        bench.look(
                SOON,
                List.of(
                        figure("rest_sink_route_deprecated_replies", "orders", 3),
                        figure("rest_sink_route_sunset_epoch_seconds", "orders", 1_830_297_600)),
                Flows.running("orders"));

        assertThat(bench.heard()).containsExactly("FIRING old: orders");
        assertThat(bench.sentence())
                .isEqualTo("The API says that it is deprecated, in 3 replies. It ends on 2028-01-01.");
    }

    @Test
    void judgesAnyFigureByALimitAboveOrBelowAndByGrowth() {
        Bench bench = bench("""
                - {name: high, kind: figure, figure: millrace_x_files, above: 5}
                - {name: low, kind: figure, figure: x_files, below: 2}
                - {name: more, kind: figure, figure: x_files, grows-by-more-than: 3, within: 1m}
                """);

        assertThat(bench.look(SOON, List.of(figure("x_files", "f", 2)), Flows.running("f"))
                        .heard())
                .isEmpty();
        assertThat(bench.look(SOON, List.of(figure("x_files", "f", 6)), Flows.running("f"))
                        .heard())
                .containsExactly("FIRING high: f", "FIRING more: f");
        assertThat(bench.look(Duration.ofMinutes(1), List.of(figure("x_files", "f", 1)), Flows.running("f"))
                        .heard())
                .containsExactly("RESOLVED high: f", "FIRING low: f", "RESOLVED more: f");
    }

    @Test
    void tellsThatItCannotSeeFigures() {
        Bench bench = bench("- {name: blind, kind: not-watched}\n- {name: gap, kind: sequence-gap}\n");
        bench.look(SOON, gaps(1), Flows.running("feed"))
                .look(SOON, gaps(2), Flows.running("feed"))
                .heard();

        bench.look(SOON, Figures.of(List.of(), List.of("http://w1/metrics gives status 500")), Flows.running("feed"));

        assertThat(bench.heard()).containsExactly("FIRING blind: figures");
        assertThat(bench.alerts().view().firing()).hasSize(2);
        assertThat(bench.unknown()).containsExactly("feed: No worker has framed_tcp_source_sequence_gaps of it.");
    }

    @Test
    void findsCertificatesThatEndSoonOfConfigurationsAndOfOtherAddresses() {
        Bench bench = bench("- {name: tls, kind: certificate-expiring, within: 21d, addresses: [kafka.test:9093]}\n");
        Map<String, Instant> ends = Map.of(
                "api.test:443", Instant.parse("2027-03-22T11:00:00Z"),
                "other.test:8443", Instant.parse("2027-03-22T13:00:00Z"),
                "kafka.test:9093", Instant.parse("2027-02-01T00:00:00Z"));
        bench.probe(address -> {
            if (!ends.containsKey(address)) {
                throw new IOException("unreachable");
            }
            return ends.get(address);
        });
        var flow = Flows.configured(
                "orders",
                Map.of(
                        "http.url", "https://api.test/orders/{id}",
                        "other", "x,https://other.test:8443/a",
                        "third", "https://silent.test",
                        "plain", "http://plain.test/"));

        bench.look(SOON, flow).look(SOON, flow);

        assertThat(bench.heard()).containsExactlyInAnyOrder("FIRING tls: api.test:443", "FIRING tls: kafka.test:9093");
        assertThat(bench.alerts().view().firing())
                .extracting(row -> row.alert().connector() + ": " + row.alert().sentence())
                .containsExactlyInAnyOrder(
                        "orders: The certificate of api.test:443 ends on 2027-03-22.",
                        ": The certificate of kafka.test:9093 ended on 2027-02-01.");
        assertThat(bench.unknown()).containsExactly("silent.test:443: No certificate could be had: IOException.");
    }

    @Test
    void findsCredentialsThatEndSoonByTheirCalendar() {
        Bench bench = bench("""
                - name: keys
                  kind: credential-expiring
                  within: 14d
                  repeat: 0s
                  zone: Europe/Berlin
                  credentials:
                  - {name: token, ends-on: 2027-03-16}
                  - {name: key, ends-on: 2027-03-15, connector: orders}
                """);

        bench.look(SOON);

        assertThat(bench.heard()).containsExactly("FIRING keys: key");
        assertThat(bench.sentence()).isEqualTo("key ends on 2027-03-15.");
        assertThat(bench.look(Duration.ofHours(12)).heard()).containsExactly("FIRING keys: token");
    }

    private Bench bench(String rules) {
        return new Bench(folder, rules);
    }

    private static Figure figure(String name, String connector, double value) {
        return new Figure(name, Map.of("connector", connector, "task", "0"), value);
    }
}
