package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpHeader;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A token that whoever bears it may use (RFC 6750 section 2.1). */
record BearerSettings(SecretOption token) implements SchemeSettings {

    static final String TOKEN = "http.auth.token";
    static final List<String> KEYS = SecretOption.keys(TOKEN);

    private static final String CHOICE = "http.auth=bearer";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    static void define(ConfigDef definition) {
        SecretOption.define(
                new OptionGroup(definition, "Authentication by token"),
                TOKEN,
                "The token. Set it with " + CHOICE + ".");
    }

    static BearerSettings from(AbstractConfig config) {
        return new BearerSettings(SecretOption.from(config, TOKEN));
    }

    static void validate(AbstractConfig config, Problems problems) {
        from(config).token.validate(BearerSettings::header, CHOICE, problems);
    }

    @Override
    public Authenticator open(Opening opening) {
        return new SecretHeader(token.open(BearerSettings::header, opening.nanos()));
    }

    @Override
    public boolean authorizes() {
        return true;
    }

    private static HttpHeader header(String text) {
        String token = text.strip();
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "is no bearer token: one holds letters, digits and -._~+/ only, without the word Bearer");
        }
        return new HttpHeader("Authorization", "Bearer " + token);
    }
}
