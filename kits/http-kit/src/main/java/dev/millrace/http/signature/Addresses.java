package dev.millrace.http.signature;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which addresses keys may come from. */
final class Addresses {

    private static final int HTTPS = 443;

    /**
     * The hosts of Amazon SNS. The middle is the name of a region and nothing that looks like one: sns.s3-us-west-2.amazonaws.com is a
     * bucket of whoever called it sns.
     */
    static final Pattern SNS =
            Pattern.compile("sns\\.[a-z]{2}(-[a-z]{2,12}){1,3}-[0-9]{1,2}\\.amazonaws\\.com(\\.cn)?");

    private Addresses() {}

    /** An https address with a host and nothing that could hide another one. */
    static Optional<URI> https(String text) {
        try {
            URI address = new URI(text);
            boolean plain = "https".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null;
            return plain ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Such an address, without a query, at one of the places that are allowed; in one spelling, whatever the sender's. */
    static Optional<URI> https(String text, Allowed allowed) {
        return https(text)
                .filter(address -> address.getRawQuery() == null && allowed.test(address))
                .map(Addresses::inOneSpelling);
    }

    private static URI inOneSpelling(URI address) {
        boolean standardPort = address.getPort() == -1 || address.getPort() == HTTPS;
        return URI.create("https://" + address.getHost().toLowerCase(Locale.ROOT)
                + (standardPort ? "" : ":" + address.getPort()) + address.getRawPath());
    }

    /**
     * Where keys may be fetched.
     *
     * @param host the form of host names, in lower case
     * @param path the form of paths
     * @param others hosts, with a port where it is not 443, that are allowed instead; none for the form alone
     */
    record Allowed(Pattern host, Pattern path, List<String> others) {

        Allowed {
            others =
                    others.stream().map(other -> other.toLowerCase(Locale.ROOT)).toList();
        }

        boolean test(URI address) {
            String name = address.getHost().toLowerCase(Locale.ROOT);
            boolean standardPort = address.getPort() == -1 || address.getPort() == HTTPS;
            if (!others.isEmpty()) {
                return others.contains(standardPort ? name : name + ":" + address.getPort());
            }
            return standardPort
                    && host.matcher(name).matches()
                    && path.matcher(address.getRawPath()).matches();
        }
    }
}
