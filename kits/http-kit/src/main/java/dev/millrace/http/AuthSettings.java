package dev.millrace.http;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** How requests prove who sends them: the options behind {@link Credentials}. */
final class AuthSettings {

    static final String AUTH = "http.auth";
    static final String USER = "http.auth.user";
    static final String PASSWORD = "http.auth.password";
    static final String TOKEN = "http.auth.token";

    /** The schemes to choose from. */
    enum Scheme {
        NONE,
        BASIC,
        BEARER
    }

    private AuthSettings() {}

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Authentication")
                .choice(
                        AUTH,
                        Scheme.NONE,
                        "How requests authenticate. basic takes http.auth.user and http.auth.password, bearer takes"
                                + " http.auth.token.")
                .text(USER, null, "The user name of basic authentication. Set it with http.auth=basic.")
                .secret(PASSWORD, "The password of basic authentication. Set it with http.auth=basic.")
                .secret(TOKEN, "The token of bearer authentication. Set it with http.auth=bearer.");
    }

    static Credentials from(AbstractConfig config) {
        return switch (scheme(config)) {
            case NONE -> new Credentials.Anonymous();
            case BASIC -> new Credentials.Basic(config.getString(USER), config.getPassword(PASSWORD));
            case BEARER -> new Credentials.Bearer(config.getPassword(TOKEN));
        };
    }

    static void validate(AbstractConfig config, Problems problems) {
        Scheme scheme = scheme(config);
        String user = config.getString(USER);
        Password password = config.getPassword(PASSWORD);
        Password token = config.getPassword(TOKEN);
        boolean complete = switch (scheme) {
            case NONE -> true;
            case BASIC -> {
                boolean named = given(problems, USER, user, "http.auth=basic");
                yield given(problems, PASSWORD, password, "http.auth=basic") && named;
            }
            case BEARER -> given(problems, TOKEN, token, "http.auth=bearer");
        };
        refused(problems, USER, user, scheme == Scheme.BASIC, "http.auth=basic");
        refused(problems, PASSWORD, password, scheme == Scheme.BASIC, "http.auth=basic");
        refused(problems, TOKEN, token, scheme == Scheme.BEARER, "http.auth=bearer");
        if (complete) {
            try {
                from(config);
            } catch (IllegalArgumentException wrong) {
                problems.report(scheme == Scheme.BASIC ? USER : TOKEN, String.valueOf(wrong.getMessage()));
            }
        }
    }

    private static boolean given(Problems problems, String key, @Nullable Object value, String setting) {
        if (isGiven(value)) {
            return true;
        }
        problems.report(key, "is missing, and " + setting + " needs it");
        return false;
    }

    private static void refused(Problems problems, String key, @Nullable Object value, boolean wanted, String setting) {
        if (!wanted && isGiven(value)) {
            problems.report(key, "is only used with " + setting + ": set that, or remove it");
        }
    }

    private static boolean isGiven(@Nullable Object value) {
        return value instanceof Password password ? !password.value().isEmpty() : value != null && !value.equals("");
    }

    static boolean isOn(AbstractConfig config) {
        return scheme(config) != Scheme.NONE;
    }

    private static Scheme scheme(AbstractConfig config) {
        return OptionGroup.choiceOf(Scheme.class, config.getString(AUTH));
    }
}
