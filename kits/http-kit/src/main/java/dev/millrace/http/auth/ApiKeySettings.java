package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpHeader;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A key in a place of its own.
 *
 * @param name of the field, parameter or cookie
 */
record ApiKeySettings(SecretOption secret, String name, Place place) implements SchemeSettings {

    static final String SECRET = "http.auth.api.key";
    static final String NAME = "http.auth.api.key.name";
    static final String PLACE = "http.auth.api.key.place";
    static final List<String> KEYS = Stream.concat(SecretOption.keys(SECRET).stream(), Stream.of(NAME, PLACE))
            .toList();

    private static final String CHOICE = "http.auth=api-key";

    /** Where keys are sent. */
    enum Place {
        HEADER,
        QUERY,
        COOKIE
    }

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Authentication by API key");
        SecretOption.define(
                        group,
                        SECRET,
                        "The key, with all that the receiver wants in that place, such as Token abc. Set it with "
                                + CHOICE + ".")
                .text(
                        NAME,
                        "X-Api-Key",
                        "The name of the header, parameter or cookie that holds the key. Change it to the receiver's name of"
                                + " it.")
                .choice(
                        PLACE,
                        Place.HEADER,
                        "Where the key is sent: in a header, as a parameter in the query, or as a cookie. Prefer a header:"
                                + " addresses show up in the logs of proxies.");
    }

    static ApiKeySettings from(AbstractConfig config) {
        return new ApiKeySettings(
                SecretOption.from(config, SECRET),
                config.getString(NAME),
                OptionGroup.choiceOf(Place.class, config.getString(PLACE)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        ApiKeySettings settings = from(config);
        try {
            HttpHeader unused = settings.place == Place.QUERY
                    ? new HttpHeader("Query", settings.name)
                    : HttpHeader.parse(settings.name + ": x");
            if (settings.name.isBlank()) {
                throw new IllegalArgumentException("is empty");
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(NAME, "can't name a " + config.getString(PLACE) + ": " + wrong.getMessage());
            return;
        }
        settings.secret.validate(settings::checked, CHOICE, problems);
    }

    private String checked(String key) {
        return switch (place) {
            case HEADER -> new HttpHeader(name, key).value();
            case QUERY -> key;
            case COOKIE -> ApiKey.cookie(key);
        };
    }

    @Override
    public Authenticator open(Opening opening) {
        return place == Place.HEADER
                ? new SecretHeader(secret.open(text -> new HttpHeader(name, text), opening.nanos()))
                : new ApiKey(secret.open(this::checked, opening.nanos()), name, place == Place.QUERY);
    }

    @Override
    public boolean authorizes() {
        return place == Place.HEADER && name.equalsIgnoreCase("Authorization");
    }
}
