package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.PortalPartner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Over the wire, against a portal. */
@Timeout(120)
class FormLoginTest {

    private static final String USER = "müller@example.org";
    private static final String PASSWORD = "a&b=c +%ü";

    private final Map<String, String> options = new HashMap<>();
    private PortalPartner portal;

    @BeforeEach
    void start() throws IOException {
        portal = PortalPartner.start(USER, PASSWORD).orders(2);
        options.putAll(Map.of(
                "http.auth",
                "form-login",
                "http.auth.user",
                USER,
                "http.auth.password",
                PASSWORD,
                "http.login.url",
                portal.url() + "/portal/login"));
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void logsInOnceAndStaysLoggedIn() {
        try (HttpSender sender = Auth.sender(options, 1)) {
            for (int i = 0; i < 5; i++) {
                assertThat(textOf(ask(sender))).contains("id=\"orders\"");
            }
        }

        assertThat(portal.logins()).isEqualTo(1);
        assertThat(portal.refused()).isZero();
        assertThat(portal.faults()).isEmpty();
        assertThat(portal.visits("/portal/orders"))
                .allSatisfy(visit -> assertThat(visit.cookie()).matches("sid=[^;]+"));
    }

    @ParameterizedTest
    @EnumSource(PortalPartner.Gate.class)
    void logsInAgainWhenTheSessionIsOver(PortalPartner.Gate gate) {
        portal.gate(gate);

        try (HttpSender sender = Auth.sender(options, 1)) {
            assertThat(textOf(ask(sender))).contains("id=\"orders\"");
            portal.forgetSessions();
            if (gate == PortalPartner.Gate.FORBIDDEN) {
                // So soon after the login it means that the user may not, as with tokens.
                assertThat(ask(sender).status()).isEqualTo(403);
                return;
            }
            assertThat(textOf(ask(sender))).contains("id=\"orders\"");
        }

        assertThat(portal.logins()).isEqualTo(2);
        assertThat(portal.refused()).isEqualTo(1);
    }

    @Test
    void followsCookiesThatChange() {
        portal.rollCookies();

        try (HttpSender sender = Auth.sender(options, 1)) {
            for (int i = 0; i < 100; i++) {
                assertThat(textOf(ask(sender))).contains("id=\"orders\"");
            }
            portal.forgetSessions();
            assertThat(textOf(ask(sender))).contains("id=\"orders\"");
        }

        assertThat(portal.logins()).isEqualTo(2);
    }

    @Test
    void aStormOfRefusalsLogsInOnce() throws Exception {
        try (HttpSender sender = Auth.sender(options, 16)) {
            assertThat(textOf(ask(sender))).contains("id=\"orders\"");
            portal.forgetSessions();
            List<CompletableFuture<HttpReply>> replies = IntStream.range(0, 16)
                    .mapToObj(i -> sender.send(Auth.call(HttpMethod.GET, portal.url() + "/portal/orders", "")))
                    .toList();
            CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            assertThat(replies)
                    .allSatisfy(reply -> assertThat(textOf(reply.join())).contains("id=\"orders\""));
        }

        assertThat(portal.logins()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = PortalPartner.Gate.class, names = "FORBIDDEN", mode = EnumSource.Mode.EXCLUDE)
    void stopsWhenANewSessionIsRefusedToo(PortalPartner.Gate gate) {
        portal.gate(gate).usesOfASession(0);

        try (HttpSender sender = Auth.sender(options, 1)) {
            if (gate == PortalPartner.Gate.UNAUTHORIZED) {
                assertThat(ask(sender).status()).isEqualTo(401);
            } else {
                assertThat(failure(sender).kind()).isEqualTo(FailureKind.UNAUTHORIZED);
            }
        }

        assertThat(portal.logins()).isEqualTo(2);
        assertThat(portal.visits("/portal/orders")).hasSize(2);
    }

    @Test
    void triesAWrongPasswordOnce() {
        options.put("http.auth.password", "wrong-secret");

        try (HttpSender sender = Auth.sender(options, 1)) {
            for (int i = 0; i < 3; i++) {
                ConnectorFailure refused = failure(sender);
                assertThat(refused.kind()).isEqualTo(FailureKind.UNAUTHORIZED);
                assertThat(refused.code()).isEqualTo("login-refused");
                assertThat(refused).hasMessageContaining("http.auth.password").hasMessageNotContaining("wrong-secret");
            }
        }

        assertThat(portal.visits("/portal/session")).hasSize(1);
        assertThat(portal.visits("/portal/orders")).isEmpty();
    }

    @Test
    void sendsATokenThatIsNoField() {
        portal.wantHeader();
        options.put("http.login.csrf", "meta[name=csrf-token] @content");
        options.put("http.login.csrf.header", "X-CSRF-Token");

        try (HttpSender sender = Auth.sender(options, 1)) {
            assertThat(textOf(ask(sender))).contains("id=\"orders\"");
        }

        assertThat(portal.logins()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http.login.form, form#nope, login-form-missing",
        "http.login.form, form:has([name=q]), login-field-missing",
        "http.login.csrf, meta[name=nope] @content, login-token-missing",
        "http.login.fields, csrf=forged, login-refused",
        "http.login.fields, lang=fr, ''",
        "http.login.user.field, who, ''",
        "http.login.user.field, nobody, login-refused",
        "http.login.password.field, pass, ''",
    })
    void saysWhatIsWrongWithTheForm(String key, String value, String code) {
        options.put(key, value);
        options.putIfAbsent("http.login.csrf.header", key.equals("http.login.csrf") ? "X-CSRF-Token" : "");

        try (HttpSender sender = Auth.sender(options, 1)) {
            if (code.isEmpty()) {
                assertThat(textOf(ask(sender))).contains("id=\"orders\"");
            } else {
                assertThat(failure(sender).code()).isEqualTo(code);
            }
        }
    }

    @Test
    void waitsForAPortalThatIsDown() {
        portal.loginStatus(503);

        try (HttpSender sender = Auth.sender(options, 1)) {
            CompletableFuture<HttpReply> reply =
                    sender.send(Auth.call(HttpMethod.GET, portal.url() + "/portal/orders", ""));
            HttpFault fault = catchThrowableOfType(HttpFault.class, () -> unwrapped(reply));

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
            assertThat(fault).hasMessageContaining("answered 503");
        }
    }

    @Test
    void reportsWhatIsMissing() {
        assertThat(Auth.problems(Map.of("http.auth", "form-login")))
                .containsOnlyKeys("http.auth.user", "http.auth.password", "http.login.url");
        options.put("http.login.url", "portal/login");
        options.put("http.login.form", "form[");
        options.put("http.login.fields", "tenant");
        options.put("http.login.csrf", "meta");
        options.put("http.login.csrf.header", "Cookie: x");
        assertThat(Auth.problems(options))
                .containsOnlyKeys(
                        "http.login.url",
                        "http.login.form",
                        "http.login.fields",
                        "http.login.csrf",
                        "http.login.csrf.header");
        assertThat(Auth.problems(Map.of("http.login.url", "https://x.example/login"))
                        .get("http.login.url"))
                .contains("only used with http.auth=form-login");
    }

    private HttpReply ask(HttpSender sender) {
        return Auth.get(sender.send(Auth.call(HttpMethod.GET, portal.url() + "/portal/orders", "")));
    }

    private static String textOf(HttpReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private ConnectorFailure failure(HttpSender sender) {
        CompletableFuture<HttpReply> reply =
                sender.send(Auth.call(HttpMethod.GET, portal.url() + "/portal/orders", ""));
        return catchThrowableOfType(ConnectorFailure.class, () -> unwrapped(reply));
    }

    private static void unwrapped(CompletableFuture<HttpReply> reply) throws Throwable {
        try {
            HttpReply unused = reply.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }
}
