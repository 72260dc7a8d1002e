package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.PortalPartner;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders from a vendor's portal without an API: login, table pages, robots. */
@Timeout(120)
class PortalFlowTest {

    private final PortalPartner portal = PortalPartner.start("ada", "s3cret");

    PortalFlowTest() throws IOException {
        portal.orders(8);
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsEveryRowOfEveryPageOnce(DeliveryMode mode) {
        List<SourceRecord> records = oneRound(options(), 8, mode);

        assertThat(records).extracting(PortalFlowTest::number).containsExactlyElementsOf(numbers(1, 8));
        assertThat(records.get(0).value()).isEqualTo(Map.of("No", "1", "What", "Screws & bolts", "Sum", "1.50"));
        assertThat(portal.logins()).isEqualTo(1);
        assertThat(portal.faults()).isEmpty();
    }

    @Test
    void readsPagesByNumberAndFieldsBySelector() {
        ApiOptions byNumber = options()
                .with("pagination", "page")
                .without("page.next.pointer")
                .with("http.query", "page={page}")
                .with("html.fields", "No = td:nth-child(1); id = @id; sum = td.sum");

        List<SourceRecord> records = oneRound(byNumber, 8, DeliveryMode.AT_LEAST_ONCE);

        assertThat(records).extracting(PortalFlowTest::number).containsExactlyElementsOf(numbers(1, 8));
        assertThat(records.get(7).value()).isEqualTo(Map.of("No", "8", "id", "o8", "sum", "8.50"));
    }

    @ParameterizedTest
    @EnumSource(value = PortalPartner.Gate.class, names = "FORBIDDEN", mode = EnumSource.Mode.EXCLUDE)
    void losesAndRepeatsNothingWhenEachSessionHoldsForOnePage(PortalPartner.Gate gate) {
        portal.gate(gate).usesOfASession(1);

        List<SourceRecord> records = oneRound(options(), 8, DeliveryMode.AT_LEAST_ONCE);

        assertThat(records).extracting(PortalFlowTest::number).containsExactlyElementsOf(numbers(1, 8));
        assertThat(portal.logins()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(PortalPartner.Gate.class)
    void stopsWhereASessionIsNotLetIn(PortalPartner.Gate gate) {
        portal.gate(gate).usesOfASession(0);

        assertThatThrownBy(() -> oneRound(options(), 1, DeliveryMode.AT_LEAST_ONCE))
                .hasMessageMatching("(?s).*(session-refused|http-40[13]|unauthorized|forbidden).*")
                .hasMessageNotContaining("s3cret");

        assertThat(portal.logins()).isLessThanOrEqualTo(2);
    }

    @Test
    void stopsAtAPageThatIsNoneOfOrders() {
        assertThatThrownBy(() -> oneRound(
                        options().with("http.url", portal.url() + "/portal/home"), 1, DeliveryMode.AT_LEAST_ONCE))
                .hasMessageContaining("element-not-found");
    }

    @Test
    void asksForNothingThatRobotsForbid() {
        portal.robots(200, "User-agent: millrace\nDisallow: /portal/orders?page=2\n");

        List<SourceRecord> records = new ArrayList<>();
        assertThatThrownBy(() -> round(options(), 8, DeliveryMode.AT_LEAST_ONCE, records))
                .hasMessageContaining("robots-disallowed")
                .hasMessageContaining("robots=ignore");

        assertThat(records).extracting(PortalFlowTest::number).containsExactlyElementsOf(numbers(1, 3));
        assertThat(portal.visits("/portal/orders")).hasSize(1);
    }

    @Test
    void asksForTheRobotsOnceAndBeforeAllElse() {
        portal.robots(200, "User-agent: *\nDisallow: /admin\n");

        List<SourceRecord> records = oneRound(options(), 8, DeliveryMode.AT_LEAST_ONCE);

        assertThat(records).hasSize(8);
        assertThat(portal.visits("/robots.txt")).hasSize(1);
        assertThat(portal.visits().get(0).path()).isEqualTo("/robots.txt");
        assertThat(portal.visits().get(0).cookie()).isEqualTo("null");
    }

    @Test
    void asksForNothingWhileTheRobotsAreUnreachable() {
        portal.robots(503, "");

        try (SourceHarness harness =
                ConnectorHarness.source(RestSourceConnector::new, options().map(), DeliveryMode.AT_LEAST_ONCE)) {
            harness.start();
            harness.runUntil(() -> !portal.visits("/robots.txt").isEmpty(), "a request for robots.txt");
            for (int i = 0; i < 5; i++) {
                assertThat(harness.poll()).isEmpty();
            }
        }

        assertThat(portal.visits("/portal/orders")).isEmpty();
        assertThat(portal.visits("/portal/login")).isEmpty();
    }

    @Test
    void asksWithoutRobotsWhereToldSo() {
        portal.robots(200, "User-agent: *\nDisallow: /\n");

        List<SourceRecord> records = oneRound(options().with("robots", "ignore"), 8, DeliveryMode.AT_LEAST_ONCE);

        assertThat(records).hasSize(8);
        assertThat(portal.visits("/robots.txt")).isEmpty();
    }

    @Test
    void leavesTimeBetweenRequests() {
        portal.robots(200, "User-agent: *\nCrawl-delay: 0.2\n");

        List<SourceRecord> asRobotsSay = oneRound(options(), 8, DeliveryMode.AT_LEAST_ONCE);

        assertThat(asRobotsSay).hasSize(8);
        assertThat(shortestPause()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void leavesItsOwnTimeBetweenRequests() {
        List<SourceRecord> records = oneRound(options().with("request.delay.ms", "250"), 8, DeliveryMode.AT_LEAST_ONCE);

        assertThat(records).hasSize(8);
        assertThat(shortestPause()).isGreaterThanOrEqualTo(125);
    }

    /** The first request waits for the login, whose time is none between requests. */
    private long shortestPause() {
        List<PortalPartner.Visit> visits = portal.visits("/portal/orders");
        return IntStream.range(2, visits.size())
                .mapToLong(i -> (visits.get(i).nanos() - visits.get(i - 1).nanos()) / 1_000_000)
                .min()
                .orElseThrow();
    }

    private ApiOptions options() {
        return ApiOptions.alone()
                .with("http.url", portal.url() + "/portal/orders")
                .with("format", "html")
                .with("html.record", "table#orders > tbody > tr")
                .with("html.expect", "table#orders")
                .with("pagination", "next-url")
                .with("page.next.pointer", "a[rel=next] @href")
                .with("http.auth", "form-login")
                .with("http.auth.user", "ada")
                .with("http.auth.password", "s3cret")
                .with("http.login.url", portal.url() + "/portal/login")
                .with("refused.max.attempts", "1")
                .without("json.pointer");
    }

    private static List<SourceRecord> oneRound(ApiOptions options, int rows, DeliveryMode mode) {
        List<SourceRecord> records = new ArrayList<>();
        round(options, rows, mode, records);
        return records;
    }

    /** Polls until that many rows are there. */
    private static void round(ApiOptions options, int rows, DeliveryMode mode, List<SourceRecord> records) {
        try (SourceHarness harness = ConnectorHarness.source(RestSourceConnector::new, options.map(), mode)) {
            harness.start();
            try {
                harness.runUntil(() -> harness.delivered(ApiOptions.TOPIC).size() >= rows, rows + " rows");
            } finally {
                records.addAll(harness.delivered(ApiOptions.TOPIC));
            }
        }
    }

    private static String number(SourceRecord record) {
        return String.valueOf(((Map<?, ?>) record.value()).get("No"));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }
}
