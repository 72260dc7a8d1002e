package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpHeader;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * User and password, as UTF-8 (RFC 7617).
 *
 * @param user without a colon, which would end it (RFC 7617 section 2)
 */
record BasicSettings(@Nullable String user, SecretOption password) implements SchemeSettings {

    static final String USER = "http.auth.user";
    static final String PASSWORD = "http.auth.password";

    /** Those that basic, digest and form-login share. */
    static final List<String> KEYS =
            Stream.concat(Stream.of(USER), SecretOption.keys(PASSWORD).stream()).toList();

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Authentication by password");
        SecretOption.define(
                group.text(USER, null, "The user name. Set it with http.auth=basic, digest or form-login."),
                PASSWORD,
                "The password. Set it with http.auth=basic, digest or form-login.");
    }

    static BasicSettings from(AbstractConfig config) {
        return new BasicSettings(config.getString(USER), SecretOption.from(config, PASSWORD));
    }

    static void validate(AbstractConfig config, Problems problems) {
        BasicSettings settings = from(config);
        settings.requireUser("http.auth=basic", problems);
        settings.password.validate(text -> header("", text), "http.auth=basic", problems);
        if (settings.name().indexOf(':') >= 0) {
            problems.report(USER, "holds a colon, which basic authentication can't carry: take a name without one");
        }
    }

    void requireUser(String wantedBy, Problems problems) {
        if (name().isEmpty()) {
            problems.report(USER, "is missing, and " + wantedBy + " needs it");
        }
    }

    String name() {
        return user == null ? "" : user;
    }

    @Override
    public Authenticator open(Opening opening) {
        return new SecretHeader(password.open(text -> header(name(), text), opening.nanos()));
    }

    @Override
    public boolean authorizes() {
        return true;
    }

    private static HttpHeader header(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new HttpHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
}
