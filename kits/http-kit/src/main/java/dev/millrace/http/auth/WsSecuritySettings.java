package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * WS-Security in the envelopes of SOAP: a UsernameToken.
 *
 * @param mustUnderstand whether a receiver that knows nothing of it must fail
 * @param lifetime of a Timestamp beside the token; zero for none
 */
record WsSecuritySettings(
        Mode mode, @Nullable String user, SecretOption password, boolean mustUnderstand, Duration lifetime) {

    static final String MODE = "soap.security";
    static final String USER = "soap.security.user";
    static final String PASSWORD = "soap.security.password";
    static final String MUST_UNDERSTAND = "soap.security.must.understand";
    static final String LIFETIME = "soap.security.lifetime.ms";

    /** Of the requests; a connector that declares it makes bodies in several forms. */
    private static final String BODY = "http.body";

    /** How the password is sent. */
    enum Mode {
        NONE,
        /** As it is. */
        TEXT,
        /** Hashed with a nonce and the time. */
        DIGEST
    }

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "SOAP security");
        group.choice(
                        MODE,
                        Mode.NONE,
                        "Whether envelopes hold a WS-Security UsernameToken, made anew for each attempt: with the password as it"
                                + " is (text) or hashed with a nonce and the time (digest). Set it with http.body=soap when the"
                                + " receiver wants one; http.auth applies besides.")
                .text(USER, null, "The user name of the token. Set it with " + MODE + ".");
        SecretOption.define(group, PASSWORD, "The password of the token. Set it with " + MODE + ".")
                .flag(
                        MUST_UNDERSTAND,
                        true,
                        "Whether a receiver that knows nothing of WS-Security must fail. Set it to false for those that fail for"
                                + " no other reason.")
                .number(
                        LIFETIME,
                        0L,
                        0L,
                        Duration.ofDays(1).toMillis(),
                        "How long an envelope is good, in milliseconds, told by a Timestamp beside the token; 0 sends none. Set"
                                + " it when the receiver wants one.");
    }

    static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(USER));
        keys.addAll(SecretOption.keys(PASSWORD));
        return keys;
    }

    static WsSecuritySettings from(AbstractConfig config) {
        return new WsSecuritySettings(
                OptionGroup.choiceOf(Mode.class, config.getString(MODE)),
                config.getString(USER),
                SecretOption.from(config, PASSWORD),
                config.getBoolean(MUST_UNDERSTAND),
                Duration.ofMillis(config.getLong(LIFETIME)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        WsSecuritySettings settings = from(config);
        if (settings.isOn()) {
            if (settings.name().isEmpty()) {
                problems.report(USER, "is missing, and " + MODE + " needs it");
            }
            settings.password.validate(text -> text, MODE, problems);
            envelope(config, problems);
        } else {
            GivenKeys.report(config, MODE, keys(), key -> "is only used with " + MODE + "=text or digest", problems);
        }
    }

    /** Only these bodies are envelopes, the second one where its template says so. */
    private static void envelope(AbstractConfig config, Problems problems) {
        Object body = config.values().get(BODY);
        if (body != null
                && !body.toString().equalsIgnoreCase("soap")
                && !body.toString().equalsIgnoreCase("template")) {
            problems.report(
                    MODE, "needs a SOAP envelope, and " + BODY + "=" + body + " makes none: set " + BODY + "=soap");
        }
    }

    boolean isOn() {
        return mode != Mode.NONE;
    }

    String name() {
        return user == null ? "" : user;
    }

    Authenticator open(Opening opening) {
        return new WsSecurity(this, password.open(text -> text, opening.nanos()), opening.clock(), new Nonces()::bytes);
    }
}
