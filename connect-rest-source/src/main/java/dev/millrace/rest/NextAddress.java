package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Follows addresses from page to page, at the endpoint's own scheme, host and port only unless others are allowed: the
 * endpoint's credentials go there.
 */
final class NextAddress implements Paging {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final PagingSettings settings;

    NextAddress(PagingSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    @Override
    public Decision next(Page page, RowsRead rows) {
        Optional<String> reference = settings.style() == PagingSettings.Style.LINK
                ? LinkHeader.next(page.headers().getOrDefault("Link", List.of()))
                : settings.nextPointer().flatMap(page::fact);
        return reference
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> (Decision) new More(address(page, text)))
                .orElse(LAST);
    }

    private String address(Page page, String reference) {
        URI target;
        try {
            target = resolved(page.address(), reference);
        } catch (IllegalArgumentException unreadable) {
            throw failure(page, "next-address-unreadable", "the address of the next page is none");
        }
        if (target.getHost() == null || target.getRawUserInfo() != null || !isAllowed(page.address(), target)) {
            throw failure(
                    page,
                    "next-address-elsewhere",
                    "the next page lies at another host, scheme or port, which would get the credentials too: name it in "
                            + PagingSettings.HOSTS + " if that is right");
        }
        return target.toString();
    }

    /** RFC 3986 section 5.2.2, where the class of the JDK still follows its predecessor: a query alone keeps the path. */
    private static URI resolved(URI base, String reference) {
        if (!reference.startsWith("?")) {
            return base.resolve(reference);
        }
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path + reference);
    }

    /** Whether an address may get the endpoint's credentials. */
    boolean isAllowed(URI here, URI there) {
        String scheme = lower(there.getScheme());
        if (sameOrigin(here, there)) {
            return true;
        }
        boolean downgraded = lower(here.getScheme()).equals("https") && !scheme.equals("https");
        if (downgraded || !scheme.startsWith("http")) {
            return false;
        }
        String host = lower(there.getHost());
        boolean usualPort = port(there) == (scheme.equals("https") ? HTTPS_PORT : HTTP_PORT);
        return settings.hosts().contains(host + ":" + port(there))
                || (usualPort && settings.hosts().contains(host));
    }

    private static boolean sameOrigin(URI one, URI other) {
        return lower(one.getScheme()).equals(lower(other.getScheme()))
                && lower(one.getHost()).equals(lower(other.getHost()))
                && port(one) == port(other);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return lower(address.getScheme()).equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static ConnectorFailure failure(Page page, String code, String sentence) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, code, page.shownAddress() + ": " + sentence);
    }
}
