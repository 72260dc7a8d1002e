package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One nonce of a server and what is proven with it (RFC 7616 section 3.4), until the server wants another one. Its hash of the
 * password is computed once. For any thread.
 */
final class DigestSession {

    /** What of a request is covered. */
    enum Protection {
        /** Method and address, without a count: servers of RFC 2069. */
        OLD(""),
        AUTH("auth"),
        /** The body too. */
        AUTH_INT("auth-int");

        private final String title;

        Protection(String title) {
            this.title = title;
        }
    }

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    private final Challenge challenge;
    private final DigestAlgorithm algorithm;
    private final Protection protection;
    private final String user;
    private final String password;
    private final String clientNonce;
    private final String secretHash;
    private final String head;
    private final AtomicInteger count;

    /**
     * Begins with a nonce.
     *
     * @param clientNonce ours, fit for a quoted text
     */
    DigestSession(
            Challenge challenge,
            DigestAlgorithm algorithm,
            Protection protection,
            String user,
            String password,
            String clientNonce) {
        this(challenge, algorithm, protection, user, password, clientNonce, new AtomicInteger());
    }

    private DigestSession(
            Challenge challenge,
            DigestAlgorithm algorithm,
            Protection protection,
            String user,
            String password,
            String clientNonce,
            AtomicInteger count) {
        this.challenge = challenge;
        this.algorithm = algorithm;
        this.protection = protection;
        this.user = user;
        this.password = password;
        this.clientNonce = clientNonce;
        this.count = count;
        String bare = algorithm.hash(user, realm(), password);
        this.secretHash =
                DigestAlgorithm.isSession(algorithmName()) ? algorithm.hash(bare, nonce(), clientNonce) : bare;
        this.head = head();
    }

    /** The same nonce with a password that was read again: its count goes on. */
    DigestSession with(String otherPassword) {
        return new DigestSession(challenge, algorithm, protection, user, otherPassword, clientNonce, count);
    }

    /** The same terms with the nonce that the server wants next. */
    DigestSession next(String nonce, String nextClientNonce) {
        return new DigestSession(
                challenge.with("nonce", nonce), algorithm, protection, user, password, nextClientNonce);
    }

    String password() {
        return password;
    }

    String nonce() {
        return challenge.parameter("nonce").orElse("");
    }

    /** The protection to use where a challenge offers several; empty when it offers none that is known here. */
    static Optional<Protection> protection(Challenge challenge, boolean integrity) {
        Optional<String> offered = challenge.parameter("qop");
        if (offered.isEmpty()) {
            return Optional.of(Protection.OLD);
        }
        Stream<Protection> preferred = integrity
                ? Stream.of(Protection.AUTH_INT, Protection.AUTH)
                : Stream.of(Protection.AUTH, Protection.AUTH_INT);
        return preferred
                .filter(one -> Stream.of(offered.get().split(",", -1))
                        .anyMatch(name -> name.strip().equalsIgnoreCase(one.title)))
                .findFirst();
    }

    /** Whether what a challenge wants to have repeated can stand in a header. */
    static boolean isRepeatable(Challenge challenge) {
        return challenge.parameters().values().stream()
                .allMatch(value -> PRINTABLE.matcher(value).matches());
    }

    /** The value of Authorization for a request; each one counts. */
    HttpHeader prove(HttpCall call) {
        String target = Targets.requestTarget(call.target());
        String method = call.method().name();
        String what = protection == Protection.AUTH_INT
                ? algorithm.hash(method, target, algorithm.hash(call.body()))
                : algorithm.hash(method, target);
        StringBuilder value = new StringBuilder(head).append(", uri=").append(quoted(target));
        if (protection == Protection.OLD) {
            value.append(", response=").append(quoted(algorithm.hash(secretHash, nonce(), what)));
        } else {
            String nonceCount = String.format(Locale.ROOT, "%08x", count.incrementAndGet());
            value.append(", qop=").append(protection.title);
            value.append(", nc=").append(nonceCount);
            value.append(", cnonce=").append(quoted(clientNonce));
            String response = algorithm.hash(secretHash, nonce(), nonceCount, clientNonce, protection.title, what);
            value.append(", response=").append(quoted(response));
        }
        return new HttpHeader("Authorization", value.toString());
    }

    private String head() {
        StringBuilder value =
                new StringBuilder("Digest ").append(name()).append(", realm=").append(quoted(realm()));
        value.append(", nonce=").append(quoted(nonce()));
        challenge
                .parameter("opaque")
                .ifPresent(opaque -> value.append(", opaque=").append(quoted(opaque)));
        challenge
                .parameter("algorithm")
                .ifPresent(given -> value.append(", algorithm=").append(given));
        return value.toString();
    }

    /** RFC 7616 sections 3.4 and 3.4.4: hashed where the server wants it, else extended where it is no ASCII. */
    private String name() {
        if (challenge.parameter("userhash").filter("true"::equalsIgnoreCase).isPresent()) {
            return "username=" + quoted(algorithm.hash(user, realm())) + ", userhash=true";
        }
        return PRINTABLE.matcher(user).matches()
                ? "username=" + quoted(user)
                : "username*=UTF-8''" + PercentEncoding.UNRESERVED.encode(user);
    }

    private String realm() {
        return challenge.parameter("realm").orElse("");
    }

    private String algorithmName() {
        return challenge.parameter("algorithm").orElse("MD5");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return algorithm + " " + protection;
    }
}
