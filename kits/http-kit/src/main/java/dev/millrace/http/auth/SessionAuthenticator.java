package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends each call within a session, and begins another one where that is over. For any thread. */
final class SessionAuthenticator implements Authenticator {

    /** Most pages have no field for a password, and need not be parsed. */
    private static final Pattern PASSWORD =
            Pattern.compile("type\\s*=\\s*[\"']?\\s*password", Pattern.CASE_INSENSITIVE);

    private final LoginSettings settings;
    private final FormLogin login;
    private final TokenCache sessions;
    private volatile @Nullable LoginSession latest;

    /** @param sessions closed with this */
    SessionAuthenticator(LoginSettings settings, FormLogin login, TokenCache sessions) {
        this.settings = settings;
        this.login = login;
        this.sessions = sessions;
    }

    @Override
    public CompletableFuture<HttpCall> prove(HttpCall call) {
        return sessions.token().thenApply(token -> {
            latest = (LoginSession) token;
            return token.on(call);
        });
    }

    /** By status, by a redirect to the login page, or by that page in place of what was asked for. */
    @Override
    public boolean refuses(HttpCall proven, HttpReply reply) {
        return Authenticator.super.refuses(proven, reply)
                || login.isLedToBy(proven.target(), reply)
                || (isPageWithPassword(reply)
                        && LoginPage.of(settings, proven.target(), reply).isPresent());
    }

    private static boolean isPageWithPassword(HttpReply reply) {
        return reply.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("html")
                && PASSWORD.matcher(new String(reply.body(), StandardCharsets.ISO_8859_1))
                        .find();
    }

    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        return refusal.status() == 407 ? CompletableFuture.completedFuture(false) : sessions.renew(proven, refusal);
    }

    /** Portals go on changing the cookies of a session. */
    @Override
    public void replied(HttpCall proven, HttpReply reply) {
        LoginSession session = latest;
        if (session != null && session.isOn(proven)) {
            session.take(proven.target(), reply);
        }
    }

    @Override
    public long tokensFetched() {
        return sessions.fetched();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
