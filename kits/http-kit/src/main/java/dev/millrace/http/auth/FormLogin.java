package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.http.Origin;
import dev.millrace.http.RetryAfter;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Logs in by the form of a page: gets it, sends it filled in, and follows where that leads. All of it at the origin of the
 * login page, so that the password goes nowhere else. Messages quote nothing of a page.
 */
final class FormLogin implements TokenSource {

    private static final int MOST_REDIRECTS = 5;
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final HttpHeader ACCEPTS_PAGES = new HttpHeader("Accept", "text/html,application/xhtml+xml");

    /** Those after which a browser asks with GET (RFC 9110 section 15.4). */
    private static final Set<Integer> LEADS_ON = Set.of(301, 302, 303);

    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private final LoginSettings settings;
    private final Secret<String> password;
    private final HttpSender sender;
    private final Clock clock;
    private final URI start;

    /** @param sender not closed here; follows no redirects, and proves nothing */
    FormLogin(LoginSettings settings, Secret<String> password, HttpSender sender, Clock clock) {
        this.settings = settings;
        this.password = password;
        this.sender = sender;
        this.clock = clock;
        this.start = URI.create(settings.url());
    }

    /** Ends a login; carries the outcome through the chain of steps. */
    private static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient TokenOutcome outcome;

        Ended(TokenOutcome outcome) {
            super("the login ended", null, false, false);
            this.outcome = outcome;
        }
    }

    /** Where a step led. */
    private record Arrival(URI address, HttpReply reply) {}

    @Override
    public CompletableFuture<TokenOutcome> fetch() {
        LoginSession session = new LoginSession(clock.instant());
        HttpCall page = new HttpCall(HttpMethod.GET, start, List.of(ACCEPTS_PAGES), new byte[0], "", true);
        return go(session, page, 0)
                .thenCompose(arrival -> fillIn(session, arrival))
                .exceptionally(this::outcomeOf);
    }

    @Override
    public void refused(HttpReply refusal) {
        boolean unused = password.lookNow();
    }

    private CompletableFuture<TokenOutcome> fillIn(LoginSession session, Arrival arrival) {
        check(arrival.reply(), "answered the request for the login page with ");
        LoginPage page = LoginPage.of(settings, arrival.address(), arrival.reply())
                .orElseThrow(() -> refused(
                        "login-form-missing",
                        "has no form as " + LoginSettings.FORM + " says: correct it, or " + LoginSettings.URL));
        URI action = page.action()
                .filter(target -> Origin.of(target).equals(Origin.of(start)))
                .orElseThrow(() -> refused(
                        "login-form-elsewhere",
                        "has a form that goes to another host: set " + LoginSettings.URL
                                + " to the login page of that host, if it may have the password"));
        byte[] body = page.filledIn(settings.login().name(), password.current())
                .orElseThrow(() -> refused(
                        "login-field-missing",
                        "has a form without fields for user and password: name them in " + LoginSettings.USER_FIELD
                                + " and " + LoginSettings.PASSWORD_FIELD));
        Optional<HttpHeader> token = page.token();
        if (token.isEmpty() && !settings.token().isEmpty()) {
            throw refused("login-token-missing", "has no token where " + LoginSettings.CSRF + " says: correct it");
        }
        HttpCall post = new HttpCall(HttpMethod.POST, action, List.of(ACCEPTS_PAGES), body, FORM_TYPE, false)
                .with(new HttpHeader("Origin", originOf(action)))
                .with(new HttpHeader("Referer", withoutFragment(page.address())));
        LoginSession proven = token.map(session::with).orElse(session);
        return go(proven, post, 0).thenApply(end -> judged(proven, end));
    }

    private TokenOutcome judged(LoginSession session, Arrival end) {
        check(end.reply(), "refused the login with ");
        if (LoginPage.of(settings, end.address(), end.reply()).isPresent()) {
            throw refused(
                    "login-refused",
                    "shows its form again after the login: correct http.auth.user and http.auth.password, or, if they"
                            + " are right, " + LoginSettings.FIELDS);
        }
        if (session.isEmpty()) {
            throw refused("login-without-cookie", "gave no cookie for the session: the portal needs another login");
        }
        return new TokenOutcome.Granted(session);
    }

    /** Sends a request and those that redirects ask for, at the login page's own origin. */
    private CompletableFuture<Arrival> go(LoginSession session, HttpCall call, int followed) {
        return sender.send(session.on(call)).thenCompose(reply -> {
            session.take(call.target(), reply);
            Optional<URI> next = next(call.target(), reply);
            if (next.isEmpty() || followed >= MOST_REDIRECTS) {
                return CompletableFuture.completedFuture(new Arrival(call.target(), reply));
            }
            HttpCall get = new HttpCall(HttpMethod.GET, next.get(), List.of(ACCEPTS_PAGES), new byte[0], "", true);
            return go(session, get, followed + 1);
        });
    }

    private Optional<URI> next(URI from, HttpReply reply) {
        boolean leadsOn = LEADS_ON.contains(reply.status());
        return leadsOn
                ? target(from, reply).filter(target -> Origin.of(target).equals(Origin.of(start)))
                : Optional.empty();
    }

    /** Whether a reply to any request leads to the login page. */
    boolean isLedToBy(URI from, HttpReply reply) {
        return reply.status() / 100 == 3
                && target(from, reply)
                        .filter(target -> Origin.of(target).equals(Origin.of(start))
                                && String.valueOf(target.getPath()).equals(String.valueOf(start.getPath())))
                        .isPresent();
    }

    private static Optional<URI> target(URI from, HttpReply reply) {
        try {
            return reply.header("Location").map(from::resolve);
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    /** A redirect to elsewhere is an end as good as a page. */
    private void check(HttpReply reply, String what) {
        int status = reply.status();
        if (status >= 500 || LATER.contains(status)) {
            throw new Ended(new TokenOutcome.Unavailable(
                    new HttpFault(HttpFault.Stage.CONNECT, "no session: " + shown() + " answered " + status, null),
                    RetryAfter.of(reply, clock)));
        }
        if (status >= 400) {
            throw refused(
                    "login-refused",
                    what + status + ": correct http.auth.user and http.auth.password, or " + LoginSettings.URL);
        }
    }

    private Ended refused(String code, String what) {
        return new Ended(
                new TokenOutcome.Refused(new ConnectorFailure(FailureKind.UNAUTHORIZED, code, shown() + " " + what)));
    }

    private TokenOutcome outcomeOf(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof Ended ended) {
            return ended.outcome;
        }
        if (cause instanceof ConnectorFailure known) {
            return new TokenOutcome.Refused(known);
        }
        // The message of anything else may quote what was sent.
        String why = cause instanceof HttpFault
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getSimpleName();
        return new TokenOutcome.Unavailable(
                new HttpFault(
                        HttpFault.Stage.CONNECT,
                        "no session: " + shown() + " can't be reached: " + why,
                        cause instanceof HttpFault ? cause : null),
                Optional.empty());
    }

    private String shown() {
        String path = start.getRawPath();
        return start.getScheme() + "://" + start.getRawAuthority() + (path == null ? "" : path);
    }

    private static String originOf(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private static String withoutFragment(URI address) {
        String text = address.toASCIIString();
        return text.indexOf('#') < 0 ? text : text.substring(0, text.indexOf('#'));
    }
}
