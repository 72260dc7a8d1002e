package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By a clock of its own, against servers that are functions. */
class MannersTest {

    private static final URI ROWS = URI.create("https://a.example/rows?x=1");
    private static final URI ELSEWHERE = URI.create("https://b.example/rows");

    private final List<String> asked = new ArrayList<>();
    private Function<String, @Nullable HttpReply> server = url -> reply(404, "");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void leavesTimeBetweenRequestsToOneHost() {
        Manners manners = manners(new MannerSettings(false, "x", false, Duration.ofMillis(500)), new HashMap<>());

        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
        assertThat(manners.admit(ELSEWHERE, () -> Duration.ZERO)).isZero();
        later(Duration.ofMillis(200));
        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isEqualTo(Duration.ofMillis(300));
        later(Duration.ofMillis(300));
        assertThat(manners.admit(ROWS, () -> Duration.ofMillis(7))).isEqualTo(Duration.ofMillis(7));
        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
        assertThat(asked).isEmpty();
    }

    @Test
    void endpointsOfOneHostLeaveTimeTogether() {
        Map<String, Long> requests = new HashMap<>();
        Manners one = manners(new MannerSettings(false, "x", false, Duration.ofMillis(500)), requests);
        Manners other = manners(new MannerSettings(false, "x", false, Duration.ofMillis(100)), requests);

        assertThat(one.admit(ROWS, () -> Duration.ZERO)).isZero();
        assertThat(other.admit(ROWS, () -> Duration.ZERO)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void waitsAsRobotsAskWhereThatIsLonger() {
        server = url -> reply(200, "user-agent: *\ncrawl-delay: 2\n");

        assertThat(second(new MannerSettings(true, "x", true, Duration.ofMillis(500))))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(second(new MannerSettings(true, "x", true, Duration.ofSeconds(5))))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(second(new MannerSettings(true, "x", false, Duration.ofMillis(500))))
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void asksEachServerOnceADay() {
        Manners manners = manners(new MannerSettings(true, "x", true, Duration.ZERO), new HashMap<>());

        for (int hour = 0; hour < 25; hour++) {
            assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
            assertThat(manners.admit(ELSEWHERE, () -> Duration.ZERO)).isZero();
            later(Duration.ofHours(1));
        }

        assertThat(asked)
                .containsExactly(
                        "https://a.example/robots.txt",
                        "https://b.example/robots.txt",
                        "https://a.example/robots.txt",
                        "https://b.example/robots.txt");
    }

    @Test
    void asksAgainAsSoonAsTheFileIsOld() {
        server = url -> new HttpReply(200, Map.of("Cache-Control", List.of("public, max-age=600")), new byte[0]);
        Manners manners = manners(new MannerSettings(true, "x", true, Duration.ZERO), new HashMap<>());

        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
        later(Duration.ofSeconds(599));
        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
        assertThat(asked).hasSize(1);
        later(Duration.ofSeconds(1));
        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();

        assertThat(asked).hasSize(2);
    }

    /** RFC 9309, section 2.3.1.4. */
    @Test
    void allowsNothingWhileTheFileCanNotBeHad() {
        server = url -> reply(500, "");
        Manners manners = manners(new MannerSettings(true, "x", true, Duration.ZERO), new HashMap<>());

        for (int i = 0; i < 3; i++) {
            ConnectorFailure failure =
                    catchThrowableOfType(ConnectorFailure.class, () -> manners.admit(ROWS, () -> Duration.ZERO));
            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
            assertThat(failure.code()).isEqualTo("robots-unreachable");
        }
        assertThat(asked).hasSize(1);
        server = url -> reply(404, "");
        later(Duration.ofSeconds(30));
        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
    }

    /** RFC 9309, section 2.4: an old file counts while there is no newer one. */
    @Test
    void keepsToTheLastFileWhileThereIsNone() {
        server = url -> reply(200, "user-agent: *\ndisallow: /admin\n");
        Manners manners = manners(new MannerSettings(true, "x", true, Duration.ZERO), new HashMap<>());
        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
        server = url -> null;
        later(Duration.ofDays(3));

        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
        assertThat(catchThrowableOfType(
                                ConnectorFailure.class,
                                () -> manners.admit(URI.create("https://a.example/admin"), () -> Duration.ZERO))
                        .code())
                .isEqualTo("robots-disallowed");
    }

    /** RFC 9309, section 2.3.1.2. */
    @Test
    void followsFiveRedirectsAlsoToOtherServers() {
        server = url -> url.startsWith("https://r5.") ? reply(200, "user-agent: *\ndisallow: /\n") : redirect(url);
        Manners manners = manners(new MannerSettings(true, "x", true, Duration.ZERO), new HashMap<>());

        assertThat(catchThrowableOfType(ConnectorFailure.class, () -> manners.admit(ROWS, () -> Duration.ZERO))
                        .kind())
                .isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(asked).hasSize(6).last().isEqualTo("https://r5.example/robots.txt");
    }

    @Test
    void takesAFileThatLeadsOnForEverAsNone() {
        server = url -> redirect(url);
        Manners manners = manners(new MannerSettings(true, "x", true, Duration.ZERO), new HashMap<>());

        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
        assertThat(asked).hasSize(6);
    }

    @Test
    void waitsForAFileThatIsOnItsWay() {
        CompletableFuture<HttpReply> late = new CompletableFuture<>();
        Robots robots = new Robots(sender(call -> late), "x", clock());
        Manners manners =
                new Manners(new MannerSettings(true, "x", true, Duration.ZERO), robots, new HashMap<>(), this::nanos);

        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isPositive();
        late.complete(reply(404, ""));
        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
    }

    private static HttpReply redirect(String from) {
        int number = from.startsWith("https://r") ? Character.digit(from.charAt(9), 10) : 0;
        return new HttpReply(
                302, Map.of("Location", List.of("https://r" + (number + 1) % 10 + ".example/robots.txt")), new byte[0]);
    }

    private Duration second(MannerSettings settings) {
        Manners manners = manners(settings, new HashMap<>());
        assertThat(manners.admit(ROWS, () -> Duration.ZERO)).isZero();
        return manners.admit(ROWS, () -> Duration.ZERO);
    }

    private Manners manners(MannerSettings settings, Map<String, Long> requests) {
        return new Manners(settings, new Robots(sender(this::answer), "x", clock()), requests, this::nanos);
    }

    private CompletableFuture<HttpReply> answer(HttpCall call) {
        asked.add(call.target().toString());
        HttpReply reply = server.apply(call.target().toString());
        return reply == null
                ? CompletableFuture.failedFuture(new HttpFault(HttpFault.Stage.CONNECT, "refused", null))
                : CompletableFuture.completedFuture(reply);
    }

    private static HttpSender sender(Function<HttpCall, CompletableFuture<HttpReply>> answers) {
        return new HttpSender() {
            @Override
            public CompletableFuture<HttpReply> send(HttpCall call) {
                return answers.apply(call);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private static HttpReply reply(int status, String text) {
        return new HttpReply(status, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private long nanos() {
        return now.toEpochMilli() * 1_000_000;
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
