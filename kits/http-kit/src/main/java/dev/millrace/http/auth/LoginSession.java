package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpReply;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one login, in memory only; replies go on changing them. Each goes to the host, path and scheme that it is
 * meant for (RFC 6265 section 5.4). For any thread; its text shows no cookie.
 */
final class LoginSession implements Token {

    private static final String HEADER = "Cookie";

    /** A session that changes its cookies with each reply is known by the last ones. */
    private static final int KNOWN_MOST = 64;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);
    private final Instant asked;
    private final Optional<HttpHeader> proof;
    private final Set<String> sent =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > KNOWN_MOST;
                }
            }));

    LoginSession(Instant asked) {
        this(asked, Optional.empty(), null);
    }

    private LoginSession(Instant asked, Optional<HttpHeader> proof, @Nullable LoginSession before) {
        this.asked = asked;
        this.proof = proof;
        if (before != null) {
            before.cookies
                    .getCookieStore()
                    .getURIs()
                    .forEach(uri -> before.cookies
                            .getCookieStore()
                            .get(uri)
                            .forEach(cookie -> cookies.getCookieStore().add(uri, cookie)));
        }
    }

    /** The same cookies, with a header that every call of the session bears. */
    LoginSession with(HttpHeader header) {
        return new LoginSession(asked, Optional.of(header), this);
    }

    /** Takes the cookies of a reply; one that is none is left out. */
    void take(URI from, HttpReply reply) {
        List<String> set = reply.headers("Set-Cookie");
        if (set.isEmpty()) {
            return;
        }
        try {
            cookies.put(from, Map.of("Set-Cookie", set));
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    boolean isEmpty() {
        return cookies.getCookieStore().getCookies().isEmpty();
    }

    @Override
    public Instant asked() {
        return asked;
    }

    /** Its end is told by a reply alone. */
    @Override
    public boolean isValidAt(Instant now) {
        return true;
    }

    @Override
    public boolean isDueAt(Instant now, Duration early) {
        return false;
    }

    @Override
    public HttpCall on(HttpCall call) {
        HttpCall proven = withCookies(call);
        proven.header(HEADER).ifPresent(sent::add);
        return proof.map(proven::replacing).orElse(proven);
    }

    /** The call with the cookies that are meant for it, behind those it has. */
    private HttpCall withCookies(HttpCall call) {
        try {
            Map<String, List<String>> found = cookies.get(call.target(), Map.of());
            String own = String.join("; ", found.getOrDefault(HEADER, List.of()));
            if (own.isEmpty()) {
                return call;
            }
            return call.replacing(new HttpHeader(
                    HEADER, call.header(HEADER).map(other -> other + "; " + own).orElse(own)));
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public boolean isOn(HttpCall call) {
        return call.header(HEADER).map(sent::contains).orElse(true);
    }

    @Override
    public String toString() {
        return "a session";
    }
}
