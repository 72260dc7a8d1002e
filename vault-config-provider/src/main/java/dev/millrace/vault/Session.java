package dev.millrace.vault;

import dev.millrace.kit.ConnectorFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a token that is good: logs in when one is first needed, renews it in the last third of its life, and logs in again when it
 * has ended or was revoked. For any thread; one at a time logs in, and the others wait for it.
 */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** What is found out about a refusal. */
    enum Refusal {
        /** The token had ended, and there is another now. */
        REPLACED,
        /** The token is good: its policies refuse. */
        BY_POLICY,
        /** The token has ended, and there is no other. */
        ENDED
    }

    /** Does something later, on a thread of its own. */
    @FunctionalInterface
    interface Later {
        void in(Duration wait, Runnable work);
    }

    private final Login login;
    private final VaultApi api;
    private final Later later;
    private @Nullable VaultToken current;
    private Duration firstLife = Duration.ZERO;

    Session(Login login, VaultApi api, Later later) {
        this.login = login;
        this.api = api;
        this.later = later;
    }

    /** The token in force. */
    synchronized String token() {
        VaultToken known = current;
        if (known == null || known.isOverAt(api.clock().instant()) || login.isOutdated(known)) {
            known = enter();
        }
        return known.value();
    }

    /** Finds out why the store refused a request that bore this token. */
    synchronized Refusal explain(String refused) {
        VaultToken known = current;
        if (known != null && !known.value().equals(refused)) {
            return Refusal.REPLACED;
        }
        if (api.lookup(refused).status() == 200) {
            return Refusal.BY_POLICY;
        }
        return enter().value().equals(refused) ? Refusal.ENDED : Refusal.REPLACED;
    }

    /** Names the way in, for messages. */
    String shown() {
        return login.shown();
    }

    private VaultToken enter() {
        current = null;
        VaultToken token = login.enter(api);
        current = token;
        firstLife = token.life().orElse(Duration.ZERO);
        LOG.info(
                "{} is open by {}, {}",
                api.store().address(),
                login.shown(),
                token.life().map(life -> "for " + life.toSeconds() + " s").orElse("without a known end"));
        renewInTime(token);
        return token;
    }

    private void renewInTime(VaultToken token) {
        if (token.renewable()) {
            token.life().ifPresent(life -> later.in(longer(life.multipliedBy(2).dividedBy(3)), () -> renew(token)));
        }
    }

    private synchronized void renew(VaultToken token) {
        if (!token.equals(current)) {
            return;
        }
        try {
            Instant asked = api.clock().instant();
            VaultReply reply = api.renew(token.value());
            if (reply.status() != 200) {
                end(token, "is not renewed any more (" + reply.status() + ")");
                return;
            }
            VaultToken renewed = new VaultToken(
                    token.value(), asked, reply.life("auth", "lease_duration"), reply.isTrue("auth", "renewable"));
            current = renewed;
            boolean nearItsEnd = renewed.life()
                    .filter(life -> life.multipliedBy(2).compareTo(firstLife) < 0)
                    .isPresent();
            if (nearItsEnd) {
                end(renewed, "has reached its longest life");
            } else {
                renewInTime(renewed);
            }
        } catch (ConnectorFailure notNow) {
            LOG.warn("[{}] {}; the token will be renewed a little later", notNow.code(), notNow.getMessage());
            later.in(longer(token.life().orElse(SHORTEST).dividedBy(20)), () -> renew(token));
        }
    }

    /** Somebody must bring another token where we can't get one ourselves. */
    private void end(VaultToken token, String why) {
        if (login instanceof GivenToken) {
            LOG.warn(
                    "{} of {} {} and ends at {}: put another in its place",
                    login.shown(),
                    api.store().address(),
                    why,
                    token.life()
                            .map(life -> token.obtained().plus(life).toString())
                            .orElse("some time"));
        }
    }

    private static Duration longer(Duration wait) {
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
    }
}
