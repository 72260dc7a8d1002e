package dev.millrace.ops.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.RunningConsole;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import dev.millrace.ops.watch.FlowView.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T06:00:00Z");

    private final History history = new History(Duration.ofSeconds(5));

    @Test
    void drawsTheMeanOfEachSlotAndBreaksTheLineWhereNothingWasMeasured() {
        look(0, flow("orders", 10, 100));
        look(5, flow("orders", 30, 100));
        look(15, flow("orders", 40, 100));
        look(300, flow("orders", 0, 100));
        look(585, flow("orders", 20, 100));
        look(600, flow("orders", 10, 100));

        List<Chart> charts = history.charts("orders");

        assertThat(charts).extracting(Chart::title).containsExactly("Records per second", "Lag in records");
        assertThat(charts.get(0).highest()).isEqualTo(40);
        assertThat(charts.get(0).spanMs()).isEqualTo(600_000);
        assertThat(charts.get(0).lines()).singleElement().satisfies(line -> {
            assertThat(line.path())
                    .isEqualTo("M0.0 50.0L0.0 50.0" + "L15.0 0.0" + "M300.0 100.0L300.0 100.0"
                            + "M585.0 50.0L585.0 50.0" + "L600.0 75.0");
            assertThat(line.last()).isEqualTo(10);
            assertThat(line.lowest()).isZero();
            assertThat(line.highest()).isEqualTo(40);
        });
        assertThat(history.charts("another")).isEmpty();
        assertThat(history.eldest("orders", Measure.RATE, Duration.ofMinutes(1)))
                .hasValue(20);
        assertThat(history.eldest("orders", Measure.OLDEST, Duration.ofHours(1)))
                .isEmpty();
    }

    @Test
    void takesNothingTwiceWhenALookKeepsWhatItHadBefore() {
        FlowView flow = flow("orders", 10, 100);
        look(0, flow);
        look(300, flow);

        assertThat(history.charts("orders").get(0).lines().get(0).path()).isEqualTo("M600.0 0.0L600.0 0.0");
    }

    @Test
    void showsWithinWhatTimeRequestsEndedSinceTheLookBefore() {
        look(0, buckets(1_000, 1_000, 1_000), flow("orders", 1, 0));
        look(15, buckets(1_050, 1_090, 1_100), flow("orders", 1, 0));
        look(30, buckets(1_050, 1_090, 1_100), flow("orders", 1, 0));
        look(45, buckets(0, 10, 10), flow("orders", 1, 0));
        look(60, buckets(0, 10, 20), flow("orders", 1, 0));

        Chart requests = history.charts("orders").stream()
                .filter(chart -> chart.title().equals("Time of requests"))
                .findFirst()
                .orElseThrow();

        assertThat(requests.time()).isTrue();
        assertThat(requests.lines()).hasSize(2);
        // 100 requests: 50 up to 5 ms, 40 up to 10 ms, 10 longer; then none; then a task that counts anew; then 10
        // longer ones.
        assertThat(history.eldest("orders", Measure.HALF_OF_REQUESTS, Duration.ofMinutes(1)))
                .hasValue(5);
        assertThat(requests.lines().get(1).highest()).isEqualTo(10);
        assertThat(requests.lines().get(0).path().chars().filter(sign -> sign == 'L'))
                .as("the dot that a line begins with, and the line to the second value")
                .hasSize(2);
    }

    @Test
    void spreadsTheRequestsOfABucketEvenly() {
        Latencies before = Latencies.of(buckets(0, 0, 0), "orders").orElseThrow();
        Latencies now = Latencies.of(buckets(10, 20, 40), "orders").orElseThrow();

        assertThat(now.quantile(0.125, before)).hasValue(2.5);
        assertThat(now.quantile(0.375, before)).hasValue(7.5);
        assertThat(now.quantile(0.99, before))
                .as("what took longer than the last limit")
                .hasValue(10);
        assertThat(before.quantile(0.5, now)).isEmpty();
        assertThat(Latencies.of(Figures.of(List.of(), List.of("a gives no figures")), "orders"))
                .isEmpty();
    }

    @Test
    void keepsThreeHoursInAMemoryThatDoesNotGrow() {
        for (int look = 0; look < 3_000; look++) {
            FlowView[] flows = new FlowView[20];
            for (int number = 0; number < flows.length; number++) {
                flows[number] = flow("c" + (look < 2_000 ? number : 100 + number), look, look);
            }
            look(look * 15L, flows);
        }

        assertThat(history.bytes())
                .as("none for those that are gone")
                .isEqualTo(20L * 2 * History.SLOTS * 4)
                .isLessThan(20L * History.BYTES_OF_A_CONNECTOR);
        assertThat(Measure.values()).hasSize(History.BYTES_OF_A_CONNECTOR / History.SLOTS / Float.BYTES);
        assertThat(history.charts("c3")).isEmpty();
        assertThat(history.charts("c103").get(0)).satisfies(chart -> {
            assertThat(chart.spanMs())
                    .isEqualTo(Duration.ofHours(3).minusSeconds(15).toMillis());
            assertThat(chart.highest()).isEqualTo(2_999);
            assertThat(chart.lines().get(0).lowest()).isEqualTo(2_280);
        });
    }

    @Test
    void isWrittenAsAPictureWithItsNumbersInWords() {
        look(0, buckets(0, 0, 0), flow("orders", 5, 12_300));
        look(15, buckets(100, 200, 200), flow("orders", 5, 0));
        List<Chart> charts = history.charts("orders");
        try (RunningConsole console = RunningConsole.open(site -> site.get(
                "/{number}",
                visit -> Reply.page("chart", Map.of("chart", charts.get(Integer.parseInt(visit.name("number")))))))) {
            assertThat(console.get("/1").body())
                    .contains("<title>Lag in records, the last 10 min:  0 now, from 0 to 12.3k.</title>")
                    .contains("role=\"img\"", "M585.0 0.0L585.0 0.0L600.0 100.0")
                    .doesNotContain("style=");
            assertThat(console.get("/2").body())
                    .contains("half took up to 5 ms now, from 5 ms to 5 ms; 99 of 100 took up to 9 ms now");
        }
    }

    private void look(long second, FlowView... flows) {
        look(second, Figures.NONE, flows);
    }

    private void look(long second, Figures figures, FlowView... flows) {
        history.record(new ClusterView(BEGIN.plusSeconds(second), List.of(flows), figures, Optional.empty()));
    }

    private static Figures buckets(double five, double ten, double all) {
        List<Figure> figures = new ArrayList<>();
        figures.add(requests("rest_sink_route_latency_le_5_ms", "0", five));
        figures.add(requests("rest_sink_route_latency_le_10_ms", "0", ten));
        figures.add(requests("rest_sink_route_latency_count", "0", all - 1));
        figures.add(requests("rest_sink_route_latency_count", "1", 1));
        return Figures.of(figures, List.of());
    }

    private static Figure requests(String name, String task, double value) {
        return new Figure(name, Map.of("connector", "orders", "task", task, "route", "POST /"), value);
    }

    private static FlowView flow(String name, double rate, long lag) {
        return Flows.sink(name, "orders")
                .with(new Readings(
                        OptionalDouble.of(rate),
                        OptionalLong.of(lag),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()));
    }
}
