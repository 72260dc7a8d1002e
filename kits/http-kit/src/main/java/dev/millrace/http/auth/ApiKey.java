package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpReply;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Sends a key as a cookie or in the query.
 *
 * @param name of the parameter or cookie
 */
record ApiKey(Secret<String> key, String name, boolean inQuery) implements AtOnce {

    /** RFC 6265 section 4.1.1. */
    private static final Pattern COOKIE = Pattern.compile("[\\x21\\x23-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]*");

    static String cookie(String value) {
        if (!COOKIE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "can't be a cookie, which holds no blanks, quotes, commas and semicolons");
        }
        return value;
    }

    @Override
    public HttpCall proven(HttpCall call) {
        if (inQuery) {
            return call.withTarget(Targets.withQuery(
                    call.target(),
                    PercentEncoding.UNRESERVED.encode(name) + "=" + PercentEncoding.UNRESERVED.encode(key.current())));
        }
        String cookie = name + "=" + key.current();
        String all = call.header("Cookie").map(others -> others + "; " + cookie).orElse(cookie);
        return call.replacing(new HttpHeader("Cookie", all));
    }

    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        return CompletableFuture.completedFuture(key.lookNow());
    }
}
