package dev.millrace.http.limit;

import dev.millrace.http.HttpHeader;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which header fields tell how much may still be asked.
 *
 * @param followed whether any of them counts
 * @param remaining the name of the field with the number of requests that are left; empty for the known ones
 * @param reset the name of the field with the time of the next ones; empty for the known ones
 * @param unit of that time
 */
public record RateLimitSettings(boolean followed, Optional<String> remaining, Optional<String> reset, Unit unit) {

    /** What the time of the next requests is written in. */
    public enum Unit {
        /** By its size: from 10^11 on milliseconds and from 10^9 on seconds since 1970, and else seconds from now. */
        AUTO,
        /** Seconds from now. */
        SECONDS,
        /** Seconds since 1970. */
        EPOCH_SECONDS,
        /** Milliseconds since 1970. */
        EPOCH_MS
    }

    private enum Headers {
        AUTO,
        NONE
    }

    public static final String HEADERS = "http.rate.limit.headers";
    public static final String REMAINING = "http.rate.limit.remaining.header";
    public static final String RESET = "http.rate.limit.reset.header";
    public static final String UNIT = "http.rate.limit.reset.unit";

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Limits that the receiver tells")
                .choice(
                        HEADERS,
                        Headers.AUTO,
                        "Whether the receiver's header fields about what may still be asked slow requests down before they are"
                                + " refused: auto reads RateLimit (IETF draft 11), RateLimit-Remaining, X-RateLimit-Remaining"
                                + " and X-Rate-Limit-Remaining. Choose none where they say something else.")
                .text(
                        REMAINING,
                        "",
                        "The name of the header field with the number of requests that are left, if it is another one. Set it"
                                + " with http.rate.limit.reset.header.")
                .text(
                        RESET,
                        "",
                        "The name of the header field that says when there are more, if it is another one. Set it with"
                                + " http.rate.limit.remaining.header.")
                .choice(
                        UNIT,
                        Unit.AUTO,
                        "What that time is written in: seconds from now, epoch-seconds or epoch-ms since 1970, or auto, by its"
                                + " size. Set it where auto could be wrong.");
    }

    /** The known fields. */
    public static RateLimitSettings standard() {
        return new RateLimitSettings(true, Optional.empty(), Optional.empty(), Unit.AUTO);
    }

    public static RateLimitSettings from(AbstractConfig config) {
        return new RateLimitSettings(
                OptionGroup.choiceOf(Headers.class, config.getString(HEADERS)) == Headers.AUTO,
                text(config, REMAINING),
                text(config, RESET),
                OptionGroup.choiceOf(Unit.class, config.getString(UNIT)));
    }

    public static void validate(AbstractConfig config, Problems problems) {
        RateLimitSettings settings = from(config);
        checkName(REMAINING, settings.remaining, problems);
        checkName(RESET, settings.reset, problems);
        if (settings.remaining.isPresent() != settings.reset.isPresent()) {
            problems.report(
                    settings.remaining.isPresent() ? RESET : REMAINING,
                    "is missing: how many are left and when there are more go together");
        }
        if (!settings.followed && settings.remaining.isPresent()) {
            problems.report(REMAINING, "is never read with " + HEADERS + "=none: remove it, or choose auto");
        }
    }

    private static void checkName(String key, Optional<String> name, Problems problems) {
        try {
            if (name.isPresent()) {
                HttpHeader unused = new HttpHeader(name.get(), "");
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(key, "is no name of a header field: " + wrong.getMessage());
        }
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
