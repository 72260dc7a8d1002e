package dev.millrace.http.auth;

import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.http.RetryAfter;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks an endpoint for tokens (RFC 6749 section 3.2). Messages name it without its query, and quote nothing of an answer. */
final class TokenEndpoint implements TokenSource {

    private final URI address;
    private final Supplier<TokenForm> form;
    private final Renewal renewal;
    private final HttpSender sender;
    private final Clock clock;

    /** What may make a second request differ from one that was refused. */
    interface Renewal {

        /** Learns from a refusal; whether it is worth asking again at once. */
        boolean learn(HttpReply refusal);
    }

    /**
     * Nothing is sent before the first token is asked for.
     *
     * @param form made anew for each request
     * @param sender not closed here
     */
    TokenEndpoint(URI address, Supplier<TokenForm> form, Renewal renewal, HttpSender sender, Clock clock) {
        this.address = address;
        this.form = form;
        this.renewal = renewal;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<TokenOutcome> fetch() {
        return ask(true);
    }

    private CompletableFuture<TokenOutcome> ask(boolean mayAskAgain) {
        Instant asked = clock.instant();
        return sender.send(form.get().call(address)).handle(Ending::new).thenCompose(ending -> {
            HttpReply reply = ending.reply();
            if (reply == null) {
                Throwable failure = ending.failure();
                return isStale(failure) && mayAskAgain ? ask(false) : done(unreachable(failure));
            }
            TokenOutcome outcome = read(reply, asked);
            boolean another = outcome instanceof TokenOutcome.Refused && mayAskAgain && renewal.learn(reply);
            return another ? ask(false) : done(outcome);
        });
    }

    /** Of an exchange: one of both. */
    private record Ending(
            @Nullable HttpReply reply, @Nullable Throwable cause) {

        Throwable failure() {
            return cause instanceof CompletionException && cause.getCause() != null
                    ? cause.getCause()
                    : Objects.requireNonNull(cause);
        }
    }

    private TokenOutcome read(HttpReply reply, Instant asked) {
        int status = reply.status();
        TokenAnswer answer = TokenAnswer.read(reply);
        if (status >= 500 || status == 429 || status == 408 || status == 425 || answer.asksForPatience()) {
            return new TokenOutcome.Unavailable(
                    fault("answered " + status + (answer.error().isEmpty() ? "" : " " + answer.error()), null),
                    RetryAfter.of(reply, clock));
        }
        if (status >= 300 || !answer.error().isEmpty()) {
            return refused("token-refused", "refused with " + status + advice(status, answer.error()));
        }
        if (answer.token().isEmpty()) {
            return refused(
                    "token-unreadable",
                    "answered " + status + " without an access_token in JSON: correct " + OAuth2Settings.TOKEN_URL);
        }
        if (!answer.isBearer()) {
            return refused(
                    "token-type-unknown",
                    "gives tokens of another type than bearer: ask its owner for bearer tokens for this client");
        }
        try {
            return new TokenOutcome.Granted(new BearerToken(answer.token(), asked, answer.lifetime()));
        } catch (IllegalArgumentException unfit) {
            return refused("token-unreadable", "gave an access_token that fits into no header: tell its owner");
        }
    }

    private static String advice(int status, String error) {
        return switch (error) {
            case "invalid_client" ->
                " invalid_client: correct " + OAuth2Settings.CLIENT_ID + ", and the secret, key or certificate of "
                        + OAuth2Settings.CLIENT_AUTH + "; the server may want another " + OAuth2Settings.CLIENT_AUTH;
            case "invalid_grant" ->
                " invalid_grant: correct " + OAuth2Settings.USER + " and " + OAuth2Settings.PASSWORD
                        + ", or the claims and the key of http.jwt";
            case "unauthorized_client", "unsupported_grant_type" ->
                " " + error + ": correct " + OAuth2Settings.GRANT + ", or let the client use it";
            case "invalid_scope" -> " invalid_scope: correct " + OAuth2Settings.SCOPE;
            case "invalid_target" ->
                " invalid_target: correct " + OAuth2Settings.RESOURCE + " or " + OAuth2Settings.AUDIENCE;
            case "invalid_request" ->
                " invalid_request: the server wants other parameters, such as " + OAuth2Settings.AUDIENCE + " or "
                        + OAuth2Settings.PARAMETERS;
            case "access_denied" -> " access_denied: let the client have what it asks for";
            default ->
                status / 100 == 3
                        ? ": set " + OAuth2Settings.TOKEN_URL + " to the final address, redirects are not followed"
                        : ": correct " + OAuth2Settings.TOKEN_URL + " and " + OAuth2Settings.CLIENT_AUTH;
        };
    }

    /** A kept connection may turn out to be closed; what is sent again is signed anew, with an id of its own. */
    private static boolean isStale(Throwable failure) {
        return failure instanceof HttpFault fault && fault.stage() == HttpFault.Stage.UNANSWERED;
    }

    private TokenOutcome unreachable(Throwable cause) {
        if (cause instanceof ConnectorFailure known) {
            return new TokenOutcome.Refused(known);
        }
        // The message of anything else may quote what was sent.
        String why = cause instanceof HttpFault
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
        return new TokenOutcome.Unavailable(
                fault("can't be reached: " + why, cause instanceof HttpFault ? cause : null), Optional.empty());
    }

    private HttpFault fault(String what, @Nullable Throwable cause) {
        return new HttpFault(HttpFault.Stage.CONNECT, "no token: " + shown() + " " + what, cause);
    }

    private TokenOutcome refused(String code, String what) {
        return new TokenOutcome.Refused(new ConnectorFailure(FailureKind.UNAUTHORIZED, code, shown() + " " + what));
    }

    private String shown() {
        String path = address.getRawPath();
        return address.getScheme() + "://" + address.getRawAuthority() + (path == null ? "" : path);
    }

    private static CompletableFuture<TokenOutcome> done(TokenOutcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
