package dev.millrace.http.request;

import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.TemplatePart;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the address of a request. One without places is parsed once. Immutable. */
final class UrlTemplate<T> {

    /** What values may make of scheme, host and port. */
    private static final Pattern BASE = Pattern.compile("(?i)https?://(?:[a-z0-9.-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?");

    /** The same with a path, where one value is all of it. */
    private static final Pattern WHOLE_BASE = Pattern.compile(BASE + "(?:/[a-z0-9._~!$&'()*+,;=:@%/-]*)?");

    private final TextTemplate<T> base;
    private final TextTemplate<T> path;
    private final Pairs<T> query;
    private final SafePath safePath;
    private final boolean pathTemplated;
    private final boolean hostTemplated;
    private final boolean wholeBase;
    private final @Nullable URI constant;

    /**
     * Binds the places of an address.
     *
     * @param more entries of the form {@code name=template}, behind the query of the address
     * @throws IllegalArgumentException when a place is unknown
     */
    UrlTemplate(UrlParts parts, List<TextTemplate<T>> more, Binding<T> binding) {
        this.base = TextTemplate.of(parts.base(), binding.strict(), before -> PlaceEncoding.NONE);
        this.path = TextTemplate.of(parts.path(), binding.needed(), before -> PlaceEncoding.URL);
        List<TextTemplate<T>> pairs = new ArrayList<>();
        for (List<TemplatePart> pair : parts.query()) {
            pairs.add(TextTemplate.of(pair, binding, before -> PlaceEncoding.URL));
        }
        pairs.addAll(more);
        this.query = new Pairs<>(pairs);
        this.safePath = new SafePath(parts.path(), binding.onMissing() == OnMissing.EMPTY);
        this.hostTemplated = parts.isHostTemplated();
        this.wholeBase = hostTemplated && parts.base().size() == 1;
        this.pathTemplated = UrlParts.hasPlace(parts.path());
        this.constant = constantOf();
    }

    /** The address, where it is the same for all. */
    Optional<URI> constant() {
        return Optional.ofNullable(constant);
    }

    /** The address for a subject. */
    URI target(T subject) {
        if (constant != null) {
            return constant;
        }
        StringBuilder url = new StringBuilder(128);
        base.append(subject, url);
        if (hostTemplated) {
            if (!(wholeBase ? WHOLE_BASE : BASE).matcher(url).matches()) {
                throw unsafe();
            }
            SafePath.checkDots(url, pathOf(url));
        }
        int beginning = url.length();
        path.append(subject, url);
        if (pathTemplated) {
            safePath.check(url, beginning);
            if (url.indexOf("?", beginning) >= 0) {
                throw unsafe();
            }
        }
        query.append(subject, url, "?");
        try {
            return checked(new URI(url.toString()));
        } catch (URISyntaxException wrong) {
            throw unsafe();
        }
    }

    private URI checked(URI target) {
        if (target.getHost() == null || target.getRawFragment() != null || target.getRawUserInfo() != null) {
            throw unsafe();
        }
        return target;
    }

    /** Where the path begins behind a host from a value. */
    private static int pathOf(StringBuilder url) {
        int slash = url.indexOf("/", url.indexOf("://") + 3);
        return slash < 0 ? url.length() : slash;
    }

    private @Nullable URI constantOf() {
        Optional<String> fixedBase = base.constant();
        Optional<String> fixedPath = path.constant();
        if (fixedBase.isEmpty() || fixedPath.isEmpty() || !query.isConstant()) {
            return null;
        }
        StringBuilder url = new StringBuilder(fixedBase.get() + fixedPath.get());
        query.appendConstant(url, "?");
        return URI.create(url.toString());
    }

    private static RuntimeException unsafe() {
        return Unrenderable.because(
                "unsafe-url",
                "a value makes no good address of http.url: host, port and path hold letters, digits, dots and dashes");
    }
}
