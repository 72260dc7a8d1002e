package dev.millrace.http.signature;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * What a receiver grants to those who ask whether it is one.
 *
 * @param verifyToken what a subscriber of Meta must name
 * @param origins who may send CloudEvents, in lower case; an asterisk is everybody
 * @param ratePerMinute how many requests they may send; 0 for any number
 */
record HandshakeSettings(Optional<Password> verifyToken, List<String> origins, int ratePerMinute) {

    static final String VERIFY_TOKEN = "handshake.verify.token";
    static final String ORIGINS = "handshake.allowed.origins";
    static final String RATE = "handshake.allowed.rate.per.minute";
    static final String EVERYBODY = "*";

    HandshakeSettings {
        origins = List.copyOf(origins);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Handshakes")
                .secret(
                        VERIFY_TOKEN,
                        "The token that Meta must name when it verifies this receiver (hub.verify_token). Set it with"
                                + " webhook.verify=meta; without it every such request is refused.")
                .list(
                        ORIGINS,
                        "",
                        "The origins that may send CloudEvents, such as eventemitter.example.com, or * for all: only they"
                                + " are granted what they ask for by OPTIONS. Set it with webhook.verify=cloudevents;"
                                + " azure-event-grid grants eventgrid.azure.net unless others are named.")
                .number(
                        RATE,
                        0,
                        0,
                        Integer.MAX_VALUE,
                        "How many CloudEvents a minute an origin is told it may send; 0 tells it any number. Set it when a"
                                + " sender that asks should slow down by itself; it does not limit anybody else.");
    }

    static HandshakeSettings from(AbstractConfig config) {
        return new HandshakeSettings(
                Optional.ofNullable(config.getPassword(VERIFY_TOKEN))
                        .filter(token -> !token.value().isBlank()),
                config.getList(ORIGINS).stream()
                        .map(origin -> origin.toLowerCase(Locale.ROOT))
                        .toList(),
                config.getInt(RATE));
    }

    /** Reports grants that nobody can ask for, and origins that are none. */
    static void validate(String preset, AbstractConfig config, Problems problems) {
        HandshakeSettings settings = from(config);
        boolean cloudEvents = Handshakes.CLOUD_EVENTS.contains(preset);
        if (settings.verifyToken.isPresent() && !preset.equals("meta")) {
            problems.report(VERIFY_TOKEN, "has no use with webhook.verify=" + preset + ": remove it");
        }
        if (!cloudEvents && !settings.origins.isEmpty()) {
            problems.report(ORIGINS, "has no use with webhook.verify=" + preset + ": remove it");
        }
        if (!cloudEvents && settings.ratePerMinute != 0) {
            problems.report(RATE, "has no use with webhook.verify=" + preset + ": remove it");
        }
        for (String origin : settings.origins) {
            if (!origin.equals(EVERYBODY) && !origin.matches("[a-z0-9.:-]+")) {
                problems.report(ORIGINS, "takes names of hosts, such as eventemitter.example.com, or *");
            }
        }
    }
}
