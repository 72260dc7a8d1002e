package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers the challenges of servers (RFC 7616). The first request to a server goes without a proof and is refused; its
 * challenge serves all that follow, until the server wants another nonce. Requests that are refused at the same time learn
 * one challenge, the first one. For any thread.
 */
final class DigestAuthenticator implements AtOnce {

    /** With addresses made of records there may be many servers; one that is forgotten challenges again. */
    private static final int SERVERS_MOST = 256;

    private final String user;
    private final Secret<String> password;
    private final List<DigestAlgorithm> algorithms;
    private final boolean integrity;
    private final Supplier<String> clientNonces;
    private final Map<String, DigestSession> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DigestSession> eldest) {
            return size() > SERVERS_MOST;
        }
    };

    /**
     * Knows no server yet.
     *
     * @param algorithms those that may be used, the best first
     * @param integrity whether bodies are covered where the server leaves the choice
     */
    DigestAuthenticator(
            String user,
            Secret<String> password,
            List<DigestAlgorithm> algorithms,
            boolean integrity,
            Supplier<String> clientNonces) {
        this.user = user;
        this.password = password;
        this.algorithms = List.copyOf(algorithms);
        this.integrity = integrity;
        this.clientNonces = clientNonces;
    }

    @Override
    public HttpCall proven(HttpCall call) {
        return session(Targets.origin(call.target()))
                .map(session -> call.replacing(session.prove(call)))
                .orElse(call);
    }

    private synchronized Optional<DigestSession> session(String origin) {
        DigestSession session = sessions.get(origin);
        String now = password.current();
        if (session != null && !session.password().equals(now)) {
            session = session.with(now);
            sessions.put(origin, session);
        }
        return Optional.ofNullable(session);
    }

    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        try {
            return CompletableFuture.completedFuture(learn(proven, refusal));
        } catch (ConnectorFailure unusable) {
            return CompletableFuture.failedFuture(unusable);
        }
    }

    private boolean learn(HttpCall proven, HttpReply refusal) {
        List<Challenge> offered = Challenge.parse(refusal.headers("WWW-Authenticate")).stream()
                .filter(challenge -> challenge.scheme().equals("digest"))
                .toList();
        boolean another = password.lookNow();
        if (refusal.status() != 401 || offered.isEmpty()) {
            return another && nonceOf(proven).isPresent();
        }
        String origin = Targets.origin(proven.target());
        Optional<String> refused = nonceOf(proven);
        synchronized (this) {
            DigestSession known = sessions.get(origin);
            boolean outdated =
                    known != null && refused.filter(known.nonce()::equals).isEmpty();
            if (outdated) {
                return true;
            }
            Challenge best = best(offered);
            String nonce = best.parameter("nonce").orElse("");
            boolean stale =
                    best.parameter("stale").filter("true"::equalsIgnoreCase).isPresent();
            if (refused.filter(nonce::equals).isPresent() && !stale) {
                return another;
            }
            sessions.put(origin, open(best));
            return true;
        }
    }

    /** The nonce that a request was proven with. */
    private static Optional<String> nonceOf(HttpCall proven) {
        return proven.header("Authorization")
                .flatMap(value -> Challenge.parse(List.of(value)).stream()
                        .filter(given -> given.scheme().equals("digest"))
                        .findFirst()
                        .flatMap(given -> given.parameter("nonce")));
    }

    private Challenge best(List<Challenge> offered) {
        for (DigestAlgorithm algorithm : algorithms) {
            for (Challenge challenge : offered) {
                if (algorithmOf(challenge).filter(algorithm::equals).isPresent()
                        && challenge.parameter("nonce").isPresent()
                        && DigestSession.isRepeatable(challenge)
                        && DigestSession.protection(challenge, integrity).isPresent()) {
                    return challenge;
                }
            }
        }
        throw new ConnectorFailure(
                FailureKind.UNAUTHORIZED,
                "digest-unsupported",
                "the server wants a Digest authentication other than those of " + DigestSettings.ALGORITHMS
                        + ": allow what it wants there, or use another scheme");
    }

    private static Optional<DigestAlgorithm> algorithmOf(Challenge challenge) {
        return DigestAlgorithm.of(challenge.parameter("algorithm").orElse("MD5"));
    }

    private DigestSession open(Challenge challenge) {
        return new DigestSession(
                challenge,
                algorithmOf(challenge).orElseThrow(),
                DigestSession.protection(challenge, integrity).orElseThrow(),
                user,
                password.current(),
                clientNonces.get());
    }

    /** The server may name the next nonce in its answer (RFC 7616 section 3.5). */
    @Override
    public void replied(HttpCall proven, HttpReply reply) {
        Optional<String> next = reply.header("Authentication-Info")
                .map(Challenge::parameters)
                .map(parameters -> parameters.get("nextnonce"));
        if (next.isEmpty()) {
            return;
        }
        String origin = Targets.origin(proven.target());
        Optional<String> used = nonceOf(proven);
        synchronized (this) {
            DigestSession known = sessions.get(origin);
            if (known != null && used.filter(known.nonce()::equals).isPresent()) {
                sessions.put(origin, known.next(next.get(), clientNonces.get()));
            }
        }
    }
}
