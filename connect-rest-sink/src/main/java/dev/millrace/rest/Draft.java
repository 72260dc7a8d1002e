package dev.millrace.rest;

import dev.millrace.http.request.RenderedItem;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * A record's part of a request, written before it is known with which others it goes.
 *
 * @param maker makes the request of it
 */
record Draft(Requests maker, RenderedItem item) {

    /** Where it goes: scheme, host and port. */
    String host() {
        URI target = item.envelope().target();
        String authority = Objects.requireNonNullElse(target.getRawAuthority(), "");
        return target.getScheme() + "://" + authority.toLowerCase(Locale.ROOT);
    }

    int bytes() {
        return item.bytes().length;
    }

    /** Whether both may go in one request. */
    boolean fits(Draft other) {
        return maker == other.maker && maker.makesBatches() && item.envelope().equals(other.item.envelope());
    }
}
