package dev.millrace.http;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which redirects are followed.
 *
 * @param origins to which a redirect may lead besides the request's own
 */
public record RedirectSettings(Policy policy, List<Origin> origins) {

    /** Which statuses of a redirect are followed. */
    public enum Policy {
        NONE,
        /** Those that keep the method: 307 and 308; for GET 301, 302 and 303 as well. */
        SAME_METHOD
    }

    public static final String POLICY = "http.redirects";
    public static final String ORIGINS = "http.redirects.origins";

    public RedirectSettings {
        origins = List.copyOf(origins);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Redirects")
                .choice(
                        POLICY,
                        Policy.NONE,
                        "Whether redirects are followed: same-method follows those that keep the method (307 and 308; for GET"
                                + " also 301, 302 and 303), up to five in a row. Choose it when the receiver moves its"
                                + " address for good reasons; setting the final address is better.")
                .list(
                        ORIGINS,
                        "",
                        "Other origins that a redirect may lead to, such as https://files.partner.example. They get the"
                                + " request without its credentials and without its own headers. Set it when the receiver"
                                + " hands out addresses of a file store.");
    }

    /** None. */
    public static RedirectSettings standard() {
        return new RedirectSettings(Policy.NONE, List.of());
    }

    /** Reads what {@link #validate} has no problem with. */
    public static RedirectSettings from(AbstractConfig config) {
        return new RedirectSettings(
                OptionGroup.choiceOf(Policy.class, config.getString(POLICY)),
                config.getList(ORIGINS).stream()
                        .map(text -> Origin.of(URI.create(text.strip())))
                        .toList());
    }

    public static void validate(AbstractConfig config, Problems problems) {
        for (String text : config.getList(ORIGINS)) {
            Optional<String> wrong = problemOf(text.strip());
            if (wrong.isPresent()) {
                problems.report(ORIGINS, wrong.get());
                return;
            }
        }
        if (!config.getList(ORIGINS).isEmpty()
                && OptionGroup.choiceOf(Policy.class, config.getString(POLICY)) == Policy.NONE) {
            problems.report(ORIGINS, "is never used with " + POLICY + "=none: remove it, or choose same-method");
        }
    }

    private static Optional<String> problemOf(String text) {
        try {
            URI origin = new URI(text);
            boolean web = "http".equalsIgnoreCase(origin.getScheme()) || "https".equalsIgnoreCase(origin.getScheme());
            String path = origin.getRawPath();
            boolean alone = (path == null || path.isEmpty() || path.equals("/"))
                    && origin.getRawQuery() == null
                    && origin.getRawFragment() == null
                    && origin.getRawUserInfo() == null;
            return web && alone && origin.getHost() != null
                    ? Optional.empty()
                    : Optional.of(
                            "holds " + (alone ? text : "an address")
                                    + ", which is no origin: write scheme, host and port alone, such as https://files.example:8443");
        } catch (URISyntaxException wrong) {
            return Optional.of("holds what is no address: " + wrong.getReason() + " at position " + wrong.getIndex());
        }
    }
}
